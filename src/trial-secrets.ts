import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Config, MetaConfig } from './config';
import { StoreRefused } from './store/store-refused';

const shape = z.object({
  pageId: z.string(),
  appId: z.string(),
  appSecret: z.string().min(16),
  verifyToken: z.string().min(16),
  pageToken: z.string().min(16),
  masterKey: z.string().regex(/^[0-9a-f]{64}$/),
});

export type Secrets = {
  readonly meta: MetaConfig;
  readonly masterKey: Buffer;
  /** There is no Meta: the simulator takes its place. */
  readonly isTrial: boolean;
};

/** The secrets that are configured, or else those of the trial mode. @throws StoreRefused */
export function secretsOf(config: Pick<Config, 'meta' | 'masterKey' | 'dataDir'>): Secrets {
  if (config.meta && config.masterKey)
    return { meta: config.meta, masterKey: config.masterKey, isTrial: false };
  const trial = trialSecrets(config.dataDir);
  return { ...trial, masterKey: config.masterKey ?? trial.masterKey, isTrial: true };
}

/**
 * The secrets of the trial mode, made on first start and kept in the data folder for its owner's eyes only.
 * @throws StoreRefused when the folder cannot be written or the file is damaged.
 */
export function trialSecrets(dataDir: string): { meta: MetaConfig; masterKey: Buffer } {
  const file = join(dataDir, 'trial-secrets.json');
  const { appSecret, masterKey, ...meta } = read(file) ?? make(dataDir, file);
  return { meta: { ...meta, appSecrets: [appSecret] }, masterKey: Buffer.from(masterKey, 'hex') };
}

function read(file: string): z.infer<typeof shape> | undefined {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // Where the folder cannot be one, making it says so.
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new StoreRefused(`${file} cannot be read (${code ?? 'unknown reason'}): check its rights.`);
  }
  try {
    return shape.parse(JSON.parse(content));
  } catch {
    throw new StoreRefused(
      `${file} is damaged: restore it from a copy, or move the whole data folder away to start anew.`,
    );
  }
}

function make(dataDir: string, file: string): z.infer<typeof shape> {
  const made = {
    pageId: '100000000000001',
    appId: '200000000000002',
    appSecret: randomBytes(16).toString('hex'),
    verifyToken: randomBytes(16).toString('hex'),
    pageToken: `trial-${randomBytes(24).toString('hex')}`,
    masterKey: randomBytes(32).toString('hex'),
  };
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.part`, JSON.stringify(made, null, 2), { mode: 0o600, flush: true });
    renameSync(`${file}.part`, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StoreRefused(
      `DATA_DIR ${dataDir} cannot be written (${code ?? 'unknown reason'}): make it writable, free some space, or name another folder.`,
    );
  }
  return made;
}
