import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, keep } from './children.mjs';
import { monotonic, pause } from './measure.mjs';

export const root = join(import.meta.dirname, '../..');
const READY_MS = 20_000;

/** The page's credentials, as the program and the stand-in for Meta share them. */
export const credentials = {
  PAGE_ID: '100200300400',
  APP_ID: '555666777',
  APP_SECRET: 'bi-mat-cua-ung-dung',
  VERIFY_TOKEN: 'ma-xac-nhan-cua-trang',
  PAGE_ACCESS_TOKEN: 'EAAG-ma-truy-cap-cua-trang',
};

const MASTER_KEY = '3f9c1e7ab2d84c6590e1f2a3b4c5d6e708192a3b4c5d6e7f8091a2b3c4d5e6f7';

/**
 * Starts the built program in a process of its own, on a data folder of its own, and waits until it answers.
 * @param options.graphUrl where Meta is; without it the trial mode is on
 * @param options.script what node runs, from the root of the project
 */
export async function startProgram({ graphUrl, script = 'dist/src/cli.js', dataDir = tempFolder() }) {
  const port = await freePort();
  const launchedAt = monotonic();
  // For a closer look: BENCH_NODE_OPTIONS='--cpu-prof --cpu-prof-dir=/tmp/profiles'
  const options = process.env.BENCH_NODE_OPTIONS?.split(' ') ?? [];
  const child = keep(
    spawn(process.execPath, [...options, join(root, script)], {
      cwd: root,
      env: {
        PATH: process.env.PATH,
        ...(graphUrl && { ...credentials, MASTER_KEY, GRAPH_URL: graphUrl }),
        HOST: '127.0.0.1',
        PORT: String(port),
        DATA_DIR: dataDir,
        LOG_LEVEL: 'warn',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  const warnings = new Map();
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      said = (said + text).slice(-2_000);
      for (const [, msg] of text.matchAll(/"msg":"([^"]*)"/g))
        warnings.set(msg, (warnings.get(msg) ?? 0) + 1);
    });
  }
  while (!(await isReady(port))) {
    const ended = child.exitCode !== null || child.signalCode !== null;
    if (ended || monotonic() - launchedAt > READY_MS) {
      await end(child);
      throw new Error(`the program ${ended ? 'ended while starting' : 'was not ready in time'}:\n${said}`);
    }
    await pause(5);
  }
  return {
    port,
    pid: child.pid,
    dataDir,
    readyMs: monotonic() - launchedAt,
    /** What it warned of, and how often. */
    warnings: () => Object.fromEntries(warnings),
    stop: ({ keepData = false } = {}) =>
      end(child, 10_000).finally(() => keepData || rmSync(dataDir, { recursive: true, force: true })),
  };
}

const folders = new Set();

function tempFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-bench-'));
  folders.add(folder);
  return folder;
}

export function removeFolders() {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}

const isReady = (port) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    async (response) => (await response.text(), response.status === 200),
    () => false,
  );

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
