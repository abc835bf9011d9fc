import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMongod, findRedis } from './real-servers.cjs';

const urls = { MONGODB_URL: 'mongodb://127.0.0.1:1/x', REDIS_URL: 'redis://127.0.0.1:1/0' };

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-run-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** @returns how the runner ended, and what it left in its temporary folder. */
function run(args: readonly string[], env: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(__dirname, 'run.mjs'), ...args], {
    env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: folder, ...env },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return {
    status,
    stdout,
    stderr,
    left: readdirSync(folder).filter((name) => name.startsWith('tiep-nhan-')),
  };
}

test('what the tests say is what the run says', () => {
  expect(run(['--version'], urls)).toMatchObject({ status: 0, left: [] });
  expect(run(['--testPathPatterns', 'no-test-has-this-name'], urls)).toMatchObject({ status: 1, left: [] });
});

test('all that is missing is said at once, and no test is run', () => {
  const env = { PATH: '/nowhere', HOME: '/nowhere' };
  const { status, stdout, stderr, left } = run(['--version'], env);
  expect({ status, stdout, left }).toEqual({ status: 1, stdout: '', left: [] });
  expect(stderr).toMatch(
    /^There is no mongod: install MongoDB, .*\nThere is no redis-server: install Redis, .*\n$/,
  );
});

(findMongod() && findRedis() ? test : test.skip)('its own servers are gone after the run', () => {
  expect(run(['--version'], {})).toMatchObject({ status: 0, stderr: '', left: [] });
});
