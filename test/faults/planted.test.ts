import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchFolder } from './planted';

const secret = 'Trần Thị Bình, 0912345678';
let folder: string;

beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-planted-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const foundIn = async (content: string | Buffer): Promise<string[]> => {
  mkdirSync(join(folder, 'deep'), { recursive: true });
  writeFileSync(join(folder, 'deep/data.bin'), content);
  return (await searchFolder(folder, [secret, 'what is not there'])).found.map((one) => one.secret);
};

describe('the search for planted secrets', () => {
  it.each([
    ['as it was written', `{"text":"${secret}"}`],
    ['in small letters', `… ${secret.toLowerCase()} …`],
    ['folded, as an index of words has it', 'x tran thi binh, 0912345678 x'],
    ['as JSON escapes it', '"Tr\\u1ea7n Th\\u1ecb B\\u00ecnh, 0912345678"'],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64, behind one byte', Buffer.from(`x${secret}!`).toString('base64')],
    ['in base64, behind two bytes', Buffer.from(`xy${secret}!`).toString('base64')],
    ['among other bytes', Buffer.concat([Buffer.alloc(5_000, 0xff), Buffer.from(secret), Buffer.alloc(9)])],
    ['across the border of two chunks', `${'x'.repeat(1_048_576 - 9)}${secret}`],
  ])('finds one %s', async (_how, content) => {
    expect(await foundIn(content)).toEqual([secret]);
  });

  it('finds nothing where there is nothing', async () => {
    expect(await foundIn('Trần Thị Bính, 0912345679'.repeat(1_000))).toEqual([]);
  });

  it('says how much it has looked at, and where it found something', async () => {
    writeFileSync(join(folder, 'other'), 'nothing');
    mkdirSync(join(folder, 'deep'));
    writeFileSync(join(folder, 'deep/data.bin'), secret);
    const bytes = Buffer.byteLength(secret) + 'nothing'.length;
    expect(await searchFolder(folder, [secret])).toEqual({
      files: 2,
      bytes,
      found: [{ file: 'deep/data.bin', secret }],
    });
  });
});
