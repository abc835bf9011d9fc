import { join } from 'node:path';
import { removeFolder, tempFolder } from './folders.mjs';
import { startServer } from './server.mjs';

export const root = join(import.meta.dirname, '../..');

/** The page's credentials, as the program and the stand-in for Meta share them. */
export const credentials = {
  PAGE_ID: '100200300400',
  APP_ID: '555666777',
  APP_SECRET: 'bi-mat-cua-ung-dung',
  VERIFY_TOKEN: 'ma-xac-nhan-cua-trang',
  PAGE_ACCESS_TOKEN: 'EAAG-ma-truy-cap-cua-trang',
};

const MASTER_KEY = '3f9c1e7ab2d84c6590e1f2a3b4c5d6e707192a3b4c5d6e7f8091a2b3c4d5e6f7';

/** What the program is told of a real page, which the stand-in plays; no limit on what it sends. */
export const realPage = (graphUrl) => ({
  ...credentials,
  MASTER_KEY,
  GRAPH_URL: graphUrl,
  SEND_RATE: '0',
  LOG_LEVEL: 'warn',
});

/**
 * Starts the built program in a process of its own and waits until it answers.
 * @param options.env beside HOST, PORT and DATA_DIR; without Meta's credentials the trial mode is on
 * @param options.script what node runs, from the root of the project
 * @param options.dataDir if not one of its own, which goes with it
 */
export async function startProgram({ env = {}, script = 'dist/src/cli.js', name = 'program', dataDir }) {
  const folder = dataDir ?? tempFolder();
  // As `npm start` and the image do. For a closer look: BENCH_NODE_OPTIONS='--cpu-prof --cpu-prof-dir=/tmp/profiles'
  const nodeOptions = [
    '--max-old-space-size=384',
    ...(process.env.BENCH_NODE_OPTIONS?.split(' ').filter(Boolean) ?? []),
  ];
  const server = await startServer({
    name,
    script: join(root, script),
    cwd: root,
    env: { DATA_DIR: folder, LOG_LEVEL: 'warn', NODE_ENV: 'production', ...env },
    ready: '/healthz',
    nodeOptions,
  });
  return {
    ...server,
    dataDir: folder,
    stop: () => server.stop().finally(() => dataDir === undefined && removeFolder(folder)),
  };
}
