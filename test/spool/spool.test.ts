import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSpool, SpoolFull, type Spool } from '../../src/spool/spool';
import { StoreRefused } from '../../src/store/store-refused';
import { eventFor } from './event-for-tests';

const key = Buffer.alloc(32, 3);
const root = join(__dirname, '../..');
let dataDir: string;
const logged: unknown[] = [];
const opened: Spool[] = [];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'spool-'));
});
afterEach(async () => {
  for (const spool of opened.splice(0)) await spool.close();
  rmSync(dataDir, { recursive: true });
  logged.length = 0;
});

const log = { warn: (fields: object, message: string) => void logged.push({ ...fields, message }) };
let time = 1_790_000_000_000;
async function open(more: { mostBytes?: number } = {}): Promise<Spool> {
  const spool = await openSpool({ dataDir, key, log, now: () => (time += 1), ...more });
  opened.push(spool);
  return spool;
}
async function close(spool: Spool): Promise<void> {
  opened.splice(opened.indexOf(spool), 1);
  await spool.close();
}
const slot = (number = 1) => join(dataDir, 'spool', String(number));
const filesIn = (folder: string, end: string) => readdirSync(folder).filter((name) => name.endsWith(end));

/** Takes everything out, in batches. */
async function takeAll(spool: Spool, most = 3): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const batch = await spool.oldest(most);
    if (batch.length === 0) return ids;
    ids.push(...batch.map(({ event }) => event.id));
    await spool.done(batch);
  }
}

test('gives back what was kept, oldest first, and leaves no file', async () => {
  const spool = await open();
  expect(spool.isEmpty()).toBe(true);
  await spool.append([eventFor('a'), eventFor('b')]);
  await spool.append([eventFor('c')]);
  expect(spool.isEmpty()).toBe(false);
  expect(spool.size()).toMatchObject({ records: 3, aside: 0 });
  const [first] = await spool.oldest(1);
  expect(first?.event).toEqual(eventFor('a'));
  // Written while the others are being taken out.
  await spool.append([eventFor('d')]);
  expect(await takeAll(spool, 2)).toEqual(['a', 'b', 'c', 'd']);
  expect(spool.isEmpty()).toBe(true);
  expect(spool.size()).toEqual({ records: 0, bytes: 0, aside: 0 });
  expect(filesIn(slot(), '.spool')).toEqual([]);
});

test('is empty for nobody between being asked to keep something and having kept it', async () => {
  const spool = await open();
  const kept = spool.append([eventFor('a')]);
  expect(spool.isEmpty()).toBe(false);
  await kept;
  expect(await takeAll(spool)).toEqual(['a']);
});

test('keeps nothing after it is closed, but all that was asked for before', async () => {
  const spool = await open();
  const kept = spool.append([eventFor('a')]);
  await Promise.all([close(spool), kept]);
  await expect(spool.append([eventFor('b')])).rejects.toThrow('closed');
  expect(await takeAll(await open())).toEqual(['a']);
});

test('many at once are kept in the order in which they came', async () => {
  const spool = await open();
  const ids = Array.from({ length: 500 }, (_, at) => `e${at}`);
  await Promise.all(ids.map((id) => spool.append([eventFor(id)])));
  expect(spool.size().records).toBe(500);
  expect(await takeAll(spool, 200)).toEqual(ids);
});

test('what is kept and not done is there on the next start, for the owner only', async () => {
  const first = await open();
  await first.append([eventFor('a'), eventFor('b'), eventFor('c')]);
  await first.done(await first.oldest(2));
  await close(first);
  const [file = ''] = filesIn(slot(), '.spool');
  expect(statSync(join(slot(), file)).mode & 0o777).toBe(0o600);
  expect(statSync(slot()).mode & 0o777).toBe(0o700);
  expect(readFileSync(join(slot(), file), 'latin1')).not.toContain('7390123456789012');
  const second = await open();
  // A file goes as a whole: the two that were done come again, which is harmless.
  expect(second.size().records).toBe(3);
  expect(await takeAll(second)).toEqual(['a', 'b', 'c']);
});

test('a line that a crash cut off is kept aside; the others come back', async () => {
  const first = await open();
  await first.append([eventFor('a'), eventFor('b')]);
  await close(first);
  const [file = ''] = filesIn(slot(), '.spool');
  appendFileSync(join(slot(), file), '2.AAAA');
  const second = await open();
  expect(await takeAll(second)).toEqual(['a', 'b']);
  expect(logged).toEqual([{ count: 1, message: expect.stringContaining('cut off') as string }]);
  expect(readFileSync(join(slot(), file.replace('.spool', '.damaged')), 'utf8')).toBe('2.AAAA\n');
});

test('a damaged line in the middle is kept aside as it is, and counted', async () => {
  const first = await open();
  await first.append([eventFor('a'), eventFor('b'), eventFor('c')]);
  await close(first);
  const [file = ''] = filesIn(slot(), '.spool');
  const lines = readFileSync(join(slot(), file), 'latin1').split('\n');
  lines[1] = lines[1]?.replace(/.{4}$/, 'AAAA') ?? '';
  writeFileSync(join(slot(), file), lines.join('\n'));
  const second = await open();
  expect(await takeAll(second)).toEqual(['a', 'c']);
  expect(second.size().aside).toBe(1);
  expect(readFileSync(join(slot(), file.replace('.spool', '.damaged')), 'utf8')).toBe(`${lines[1]}\n`);
  expect(JSON.stringify(logged)).toContain('damaged');
});

test('what the store will never take is kept aside and can be put back under its old name', async () => {
  const first = await open();
  await first.append([eventFor('a'), eventFor('poison'), eventFor('c')]);
  const batch = await first.oldest(10);
  await first.setAside(batch.filter(({ event }) => event.id === 'poison'));
  await first.done(batch.filter(({ event }) => event.id !== 'poison'));
  expect(first.isEmpty()).toBe(true);
  expect(first.size()).toMatchObject({ records: 0, aside: 1 });
  await close(first);
  const [file = ''] = filesIn(slot(), '.damaged');
  renameSync(join(slot(), file), join(slot(), file.replace('.damaged', '.spool')));
  expect(await takeAll(await open())).toEqual(['poison']);
});

test('a file that cannot be read does not hold up the others for ever', async () => {
  const spool = await open();
  await spool.append([eventFor('a')]);
  await spool.oldest(1).then((batch) => spool.done(batch));
  await spool.append([eventFor('lost')]);
  await close(spool);
  const second = await open();
  const [file = ''] = filesIn(slot(), '.spool');
  await second.append([eventFor('b')]);
  rmSync(join(slot(), file));
  mkdirSync(join(slot(), file));
  for (let failure = 0; failure < 3; failure += 1) await expect(second.oldest(1)).rejects.toThrow('EISDIR');
  expect(await takeAll(second)).toEqual(['b']);
  expect(second.size().aside).toBe(1);
});

test('takes no more than it may hold, and says so', async () => {
  const spool = await open({ mostBytes: 3_000 });
  await spool.append([eventFor('a')]);
  await expect(spool.append([eventFor('b', { body: 'x'.repeat(3_000) })])).rejects.toThrow(SpoolFull);
  await spool.append([eventFor('c')]);
  expect(await takeAll(spool)).toEqual(['a', 'c']);
  await spool.append([eventFor('d')]);
});

test('a folder that cannot be written refuses the start in one sentence', async () => {
  writeFileSync(join(dataDir, 'spool'), 'a file');
  await expect(open()).rejects.toThrow(StoreRefused);
  await expect(open()).rejects.toThrow(/spool cannot be written .*: events are kept there/);
});

test('a disk that stops taking anything fails the append, and the next one works again', async () => {
  const spool = await open();
  await spool.append([eventFor('a')]);
  expect(await takeAll(spool)).toEqual(['a']);
  const hidden = `${slot()}-hidden`;
  renameSync(slot(), hidden);
  await expect(spool.append([eventFor('b')])).rejects.toThrow('ENOENT');
  await expect(spool.check()).rejects.toThrow('ENOENT');
  expect(spool.isEmpty()).toBe(true);
  renameSync(hidden, slot());
  await spool.check();
  await spool.append([eventFor('c')]);
  expect(await takeAll(spool)).toEqual(['c']);
});

test('two at once have a slot each; the one takes over what the other leaves behind, in the order of time', async () => {
  const first = await open();
  const second = await open();
  await first.append([eventFor('a')]);
  await second.append([eventFor('b')]);
  expect(readdirSync(join(dataDir, 'spool')).sort()).toEqual(['1', '2']);
  second.adopt();
  expect(second.size().records).toBe(1);
  await close(first);
  second.adopt();
  expect(second.size().records).toBe(2);
  expect(await takeAll(second)).toEqual(['a', 'b']);
  expect(filesIn(slot(1), '.spool')).toEqual([]);
});

test('a new process takes the slot of a killed one with all that is in it, and leaves a living one alone', async () => {
  const living = await open();
  await living.append([eventFor('theirs')]);
  const folder = slot(2);
  mkdirSync(folder, { recursive: true });
  const code = `
    const { DatabaseSync } = require('@photostructure/sqlite');
    const lock = new DatabaseSync(${JSON.stringify(join(folder, 'slot.lock'))}, { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    process.stdout.write('locked');
    setInterval(() => lock.isOpen, 1_000);`;
  const child = spawn(process.execPath, ['-e', code], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  await once(child.stdout, 'data');
  const third = await open();
  await third.append([eventFor('left')]);
  expect(filesIn(slot(3), '.spool')).toHaveLength(1);
  await close(third);
  // As if the one that is to be killed had written it.
  const [file = ''] = filesIn(slot(3), '.spool');
  renameSync(join(slot(3), file), join(folder, file));
  living.adopt();
  expect(living.size().records).toBe(1);
  child.kill('SIGKILL');
  await exit;
  const next = await open();
  expect(next.size().records).toBe(1);
  expect(await takeAll(next)).toEqual(['left']);
  expect(await takeAll(living)).toEqual(['theirs']);
});
