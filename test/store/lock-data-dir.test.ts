import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockDataDir } from '../../src/store/lock-data-dir';
import { openStore } from '../../src/store/open-store';
import { StoreRefused } from '../../src/store/store-refused';
import { settingsFor } from '../support/store-settings';
import { frozenClock } from '../support/frozen-clock';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Another process that holds the lock in the way that a server does, until it is killed. */
async function otherServer(): Promise<{ kill: () => Promise<void> }> {
  const code = `
    const { DatabaseSync } = require('@photostructure/sqlite');
    const lock = new DatabaseSync(${JSON.stringify(join(folder, 'server.lock'))}, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    process.stdout.write('locked');
    setInterval(() => lock.isOpen, 1_000);`;
  const child = spawn(process.execPath, ['-e', code], {
    cwd: join(__dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exit = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    exit.then(() => Promise.reject(new Error('it did not get the lock'))),
  ]);
  return {
    kill: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

const refused = /^DATA_DIR .* is in use by another running server: stop that one first, or set DATA_DIR/;

test('makes the folder where there is none', () => {
  lockDataDir(join(folder, 'a/b'))();
});

test('is had by one at a time, and given back', () => {
  const release = lockDataDir(folder);
  expect(() => lockDataDir(folder)).toThrow(StoreRefused);
  expect(() => lockDataDir(folder)).toThrow(refused);
  release();
  lockDataDir(folder)();
});

test('keeps other processes out; a killed one leaves nothing behind', async () => {
  for (let round = 0; round < 2; round += 1) {
    const other = await otherServer();
    expect(() => lockDataDir(folder)).toThrow(refused);
    await other.kill();
    // At once, with no wait.
    lockDataDir(folder)();
  }
});

test('lets the small commands work on the store beside the server', async () => {
  const release = lockDataDir(folder);
  const first = await openStore({ clock: frozenClock() }, settingsFor(folder));
  const second = await openStore({ clock: frozenClock() }, settingsFor(folder));
  expect(await second.store.timers.count({})).toBe(0);
  await second.close();
  await first.close();
  expect(() => lockDataDir(folder)).toThrow(refused);
  release();
});

test('says what to do where the folder cannot be used', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => lockDataDir(join(folder, 'file'))).toThrow(/cannot be made \(EEXIST\)/);
  writeFileSync(join(folder, 'server.lock'), 'not a lock '.repeat(100));
  expect(() => lockDataDir(folder)).toThrow(StoreRefused);
});
