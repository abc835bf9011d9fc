import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFileBlobs } from '../../src/store/sqlite/file-blobs';
import { StoreRefused } from '../../src/store/store-refused';
import { blobsContract } from './blobs-contract';

const newFolder = () => mkdtempSync(join(tmpdir(), 'blobs-'));

blobsContract('A folder', async () => {
  const folder = newFolder();
  return {
    blobs: await openFileBlobs(folder),
    reopen: () => openFileBlobs(folder),
    cleanup: async () => rmSync(folder, { recursive: true }),
  };
});

describe('A folder of files', () => {
  let folder: string;
  const files = () =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));

  beforeEach(() => {
    folder = newFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('lays files two folders deep, readable by their owner alone, and leaves nothing else behind', async () => {
    const blobs = await openFileBlobs(folder);
    await blobs.put('anh-1', Buffer.from('x'));
    const [file = '', ...others] = files();
    expect(file.slice(folder.length)).toMatch(/^\/[0-9a-f]{2}\/[0-9a-f]{2}\/anh-1$/);
    expect(others).toEqual([]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('stores nothing when the content cannot be put in its place', async () => {
    const blobs = await openFileBlobs(folder);
    await blobs.put('anh-1', Buffer.from('x'));
    const [file = ''] = files();
    rmSync(file);
    mkdirSync(join(file, 'in-the-way'), { recursive: true });
    await expect(blobs.put('anh-1', Buffer.from('y'))).rejects.toThrow();
    expect(files()).toEqual([]);
  });

  it('clears away what a crash left half written', async () => {
    await openFileBlobs(folder);
    writeFileSync(join(folder, 'unfinished', 'half'), 'x');
    await openFileBlobs(folder);
    expect(files()).toEqual([]);
  });

  it('refuses a folder that cannot be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(openFileBlobs(join(folder, 'file'))).rejects.toThrow(StoreRefused);
    await expect(openFileBlobs(join(folder, 'file', 'below'))).rejects.toThrow(/check that its folder/);
  });
});
