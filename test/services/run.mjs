// npm run test:services [-- what jest takes]: the whole suite on a real MongoDB and a real Redis. Uses those that
// MONGODB_URL and REDIS_URL name (the tests make databases of their own there), and starts for itself what is not named.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startMongo, startRedis } from './real-servers.cjs';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-services-'));
const servers = [];
let tests;
let cutShort = 0;

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
]) {
  process.on(signal, () => {
    cutShort ||= code;
    tests?.kill(signal);
  });
}

try {
  process.exitCode = await run();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await Promise.all(servers.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
  if (cutShort) process.exitCode = cutShort;
}

/** @returns the exit code of the tests */
async function run() {
  const [MONGODB_URL, REDIS_URL] = await allOrNone([
    process.env.MONGODB_URL || startMongo({ folder }),
    process.env.REDIS_URL || startRedis({ folder }),
  ]);
  return cutShort || (await runJest({ MONGODB_URL, REDIS_URL }));
}

/** Says all that is missing at once, so that nobody installs one thing only to read about the next. */
async function allOrNone(startings) {
  const outcomes = await Promise.allSettled(startings);
  const started = outcomes.flatMap(({ value }) => (value === undefined ? [] : [value]));
  servers.push(...started.filter((server) => typeof server !== 'string'));
  const faults = outcomes.flatMap(({ reason }) => (reason === undefined ? [] : [reason.message]));
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return started.map((server) => server.url ?? server);
}

function runJest(urls) {
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  tests = spawn(process.execPath, [jest, ...process.argv.slice(2)], {
    cwd: root,
    env: { ...process.env, TEST_PROFILE: 'services', ...urls },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    tests.once('error', reject);
    tests.once('exit', (code) => resolve(code ?? 1));
  });
}
