import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../src/config';
import { runDestroyKeyCommand } from '../src/destroy-key-command';
import { runRotateKeyCommand } from '../src/rotate-key-command';
import { openStore } from '../src/store/open-store';
import { frozenClock } from './support/frozen-clock';
import { forgetProfile, profileEnv } from './support/profile-env';

const oldKey = '00112233445566778899aabbccddeeff'.repeat(2);
const newKey = 'ffeeddccbbaa99887766554433221100'.repeat(2);
const thirdKey = 'f0e1d2c3b4a5968778695a4b3c2d1e0f'.repeat(2);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
});
afterEach(async () => {
  await forgetProfile();
  rmSync(folder, { recursive: true });
});

const config = (env: Record<string, string>): Config =>
  readConfig({ DATA_DIR: folder, ...profileEnv(folder), ...env });
const file = (id: string, conversationId: string) => ({
  id,
  conversationId,
  type: 'image' as const,
  name: 'anh.jpg',
  state: 'kept' as const,
  url: null,
  dueAt: 0,
  attempts: 0,
  contentType: null,
  size: null,
  reason: null,
});

/** A thousand citizens who sent a picture. */
async function fill(): Promise<void> {
  const { store, close } = await open({ MASTER_KEY: oldKey });
  await store.files.insertIfAbsent(Array.from({ length: 1_000 }, (_, at) => file(`f-${at}`, `v-${at}`)));
  await close();
}
const open = (env: Record<string, string>) => {
  const { masterKey, ...rest } = config(env);
  if (!masterKey) throw new Error('a key was expected');
  return openStore({ clock: frozenClock() }, { ...rest, masterKey });
};

describe('rotate-key', () => {
  const rotate = async (env: Record<string, string>) => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await runRotateKeyCommand(config(env), {
      out: (line) => void out.push(line),
      err: (line) => void err.push(line),
    });
    return { code, out, err: err.join('\n') };
  };

  it('wraps every key anew, page by page, and says how many are left', async () => {
    await fill();
    const done = await rotate({ MASTER_KEY: newKey, MASTER_KEY_PREVIOUS: oldKey });
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out.slice(0, 2)).toEqual([
      'Khóa mới: 0   khóa cũ: 1001',
      expect.stringMatching(/^Khóa mới: (199|200)   khóa cũ: 80[12]$/),
    ]);
    expect(done.out.at(-2)).toBe('Khóa mới: 1001   khóa cũ: 0');
    expect(done.out.at(-1)).toMatch(/^Xong: cả 1001 khóa/);
    const { store, close } = await open({ MASTER_KEY: newKey });
    expect((await store.files.get('f-777'))?.doc.name).toBe('anh.jpg');
    await close();
    // Again, as somebody does who is not sure.
    expect(await rotate({ MASTER_KEY: newKey, MASTER_KEY_PREVIOUS: oldKey })).toMatchObject({
      code: 0,
      err: '',
    });
  });

  it.each([
    ['without the previous key', { MASTER_KEY: newKey }, /Đặt MASTER_KEY là khóa mới và MASTER_KEY_PREVIOUS/],
    ['without a new one', { MASTER_KEY_PREVIOUS: oldKey }, /Đặt MASTER_KEY là khóa mới/],
    ['with one key twice', { MASTER_KEY: oldKey, MASTER_KEY_PREVIOUS: oldKey }, /giống nhau/],
    [
      'with a previous key that fits nothing',
      { MASTER_KEY: newKey, MASTER_KEY_PREVIOUS: thirdKey },
      /không phải là khóa đang dùng: 1001 khóa/,
    ],
  ])('refuses %s, and changes nothing', async (_, env, sentence) => {
    await fill();
    const refused = await rotate(env);
    expect(refused.code).toBe(1);
    expect(refused.err).toMatch(sentence);
    await (await open({ MASTER_KEY: oldKey })).close();
  });

  it('refuses where there is no data', async () => {
    const refused = await rotate({ MASTER_KEY: newKey, MASTER_KEY_PREVIOUS: oldKey });
    expect(refused).toMatchObject({ code: 1, out: [] });
    expect(refused.err).toMatch(/Chưa có khóa nào/);
  });
});

describe('destroy-key', () => {
  const destroy = async (...argv: string[]) => {
    const said: string[] = [];
    const spies = (['stdout', 'stderr'] as const).map((stream) =>
      jest.spyOn(process[stream], 'write').mockImplementation((text) => Boolean(said.push(String(text)))),
    );
    const code = await runDestroyKeyCommand(config({ MASTER_KEY: oldKey }), argv).finally(() =>
      spies.forEach((spy) => spy.mockRestore()),
    );
    return { code, said: said.join('') };
  };

  it.each([
    [[], /Cách dùng/],
    [['7K2M-9QRS-TVW', '--force'], /Cách dùng/],
    [['7K2M-9QRS-TVX', '--yes'], /không phải là mã hồ sơ/],
    [['0000-0000-000'], /gõ mã hồ sơ hai lần/],
    [['0000-0000-000', '7K2M-9QRS-TVW'], /gõ mã hồ sơ hai lần/],
    [['0000-0000-000', '0000-0000-000'], /Không có hồ sơ 0000-0000-000/],
    [['0000-0000-000', '--yes'], /Không có hồ sơ 0000-0000-000/],
  ])('with %j it says what to do', async (argv, sentence) => {
    const done = await destroy(...argv);
    expect(done.code).toBe(1);
    expect(done.said).toMatch(sentence);
  });
});
