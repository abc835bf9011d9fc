import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../src/config';
import { StoreRefused } from '../../src/store/store-refused';
import { trialSecrets } from '../../src/trial-secrets';

let folder: string;
let file: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'tiep-nhan-trial-')), 'data');
  file = join(folder, 'trial-secrets.json');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true }));

const refusal = (dataDir = folder): string => {
  try {
    trialSecrets(dataDir);
  } catch (error) {
    expect(error).toBeInstanceOf(StoreRefused);
    return (error as Error).message;
  }
  throw new Error('it was not refused');
};

test('are made once and then stay the same', () => {
  const made = trialSecrets(folder);
  expect(trialSecrets(folder)).toEqual(made);
  expect(made.masterKey).toHaveLength(32);
  expect(made.meta.appSecrets).toHaveLength(1);
});

test('differ from folder to folder', () => {
  const one = trialSecrets(folder);
  const other = trialSecrets(join(folder, 'other'));
  expect(other.masterKey).not.toEqual(one.masterKey);
  expect(other.meta.appSecrets).not.toEqual(one.meta.appSecrets);
  expect(other.meta.verifyToken).not.toBe(one.meta.verifyToken);
  expect(other.meta.pageToken).not.toBe(one.meta.pageToken);
});

test('are for their owner alone, and nothing half written lies about', () => {
  trialSecrets(folder);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(readdirSync(folder)).toEqual(['trial-secrets.json']);
});

test('would pass as real ones', () => {
  const { meta, masterKey } = trialSecrets(folder);
  const env = {
    PAGE_ID: meta.pageId,
    APP_ID: meta.appId,
    APP_SECRET: meta.appSecrets[0],
    VERIFY_TOKEN: meta.verifyToken,
    PAGE_ACCESS_TOKEN: meta.pageToken,
    MASTER_KEY: masterKey.toString('hex'),
  };
  expect(readConfig(env).meta).toEqual(meta);
});

test('half a file from a crash is written anew', () => {
  mkdirSync(folder);
  writeFileSync(`${file}.part`, '{"pageId":');
  const made = trialSecrets(folder);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pageId: made.meta.pageId });
});

test.each([
  ['empty', ''],
  ['cut off', '{"pageId":"100000000000001","appSe'],
  ['of another shape', '{"secrets":[]}'],
  [
    'with a key that is none',
    JSON.stringify({
      pageId: '1',
      appId: '2',
      appSecret: 'a'.repeat(32),
      verifyToken: 'b'.repeat(32),
      pageToken: 'c'.repeat(32),
      masterKey: 'zz',
    }),
  ],
])('a file that is %s is never replaced: what was encrypted with its key would be lost', (_how, content) => {
  mkdirSync(folder);
  writeFileSync(file, content);
  expect(refusal()).toBe(
    `${file} is damaged: restore it from a copy, or move the whole data folder away to start anew.`,
  );
  expect(readFileSync(file, 'utf8')).toBe(content);
});

test('a folder that cannot be written is refused with what to do', () => {
  mkdirSync(join(`${file}.part`), { recursive: true });
  expect(refusal()).toMatch(
    /^DATA_DIR .* cannot be written \(E[A-Z]+\): make it writable, free some space, or name another folder\.$/,
  );
});

test('a data folder that is a file is refused with what to do', () => {
  writeFileSync(folder, 'no folder');
  expect(refusal()).toBe(
    `DATA_DIR ${folder} cannot be written (EEXIST): make it writable, free some space, or name another folder.`,
  );
});

const isRoot = process.getuid?.() === 0;
(isRoot ? test.skip : test)('a folder without the right to write is refused', () => {
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  expect(refusal()).toContain('cannot be written (EACCES)');
});

test('no secret stands in a refusal', () => {
  const secret = 'a1b2c3d4e5f60718';
  mkdirSync(folder);
  writeFileSync(file, JSON.stringify({ appSecret: secret, pageToken: secret }));
  expect(refusal()).not.toContain(secret);
});
