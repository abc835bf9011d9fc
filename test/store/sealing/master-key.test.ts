import { randomBytes } from 'node:crypto';
import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { collection } from '../../../src/store/collection';
import type { Documents } from '../../../src/store/documents';
import { type KeyDoc, keysSpec, mastersOf, ROOT } from '../../../src/store/sealing/keys';
import { countKeys, rotateKeys } from '../../../src/store/sealing/rotate-keys';
import { StoreRefused } from '../../../src/store/store-refused';
import { masterKey, newMasterKey, sealedFolder, type SealedFolder } from './sealed-store';

let store: SealedFolder;
beforeEach(() => {
  store = sealedFolder();
});
afterEach(() => store.cleanup());

const refused = async (opening: Promise<unknown>): Promise<string> => {
  const error = await opening.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(StoreRefused);
  return (error as StoreRefused).message;
};

/** Forty citizens, one letter each. */
async function fill(): Promise<Buffer> {
  const documents = await store.open();
  const docs = Array.from({ length: 40 }, (_, at) => ({
    id: `l-${at}`,
    owner: `v-${at}`,
    text: `lời thứ ${at}`,
  }));
  await documents.insertIfAbsent('letters', docs);
  const { rootSecret } = documents.sealed();
  await documents.close();
  return rootSecret;
}

async function expectAllThere(documents: Documents): Promise<void> {
  const found = await documents.find('letters', { where: {}, sort: [], limit: 99 });
  expect(new Set(found.map(({ doc }) => (doc as unknown as { text: string }).text))).toEqual(
    new Set(Array.from({ length: 40 }, (_, at) => `lời thứ ${at}`)),
  );
}

describe('the start', () => {
  it('is refused with another master key, and the sentence says which setting', async () => {
    await fill();
    const sentence = await refused(store.open({ masterKey: randomBytes(32) }));
    expect(sentence).toMatch(/made with another master key than MASTER_KEY/);
    expect(sentence).toMatch(/set MASTER_KEY_PREVIOUS to that key and run: npm run rotate-key/);
    await expectAllThere(await store.open());
  });

  it('is refused where the keys are gone or damaged', async () => {
    await fill();
    const keys = join(store.folder, 'keys.sqlite');
    copyFileSync(keys, `${keys}.kept`);
    rmSync(keys);
    expect(await refused(store.open())).toMatch(/keys are gone: put back the newest backup of the keys/);
    rmSync(keys, { force: true });
    copyFileSync(`${keys}.kept`, keys);
    const raw = await store.raw();
    const root = (await raw.get(keysSpec.name, ROOT))?.doc as unknown as KeyDoc;
    await raw.update(keysSpec.name, ROOT, { wrapped: String(root.wrapped).slice(0, -1) });
    await raw.close();
    expect(await refused(store.open())).toMatch(/are damaged: put back their newest backup/);
  });

  it('makes one root where two processes come first at once', async () => {
    const [one, other] = await Promise.all([store.open(), store.open()]);
    expect(one?.sealed().rootSecret.equals(other?.sealed().rootSecret ?? Buffer.alloc(0))).toBe(true);
  });
});

describe('a change of the master key', () => {
  const masters = mastersOf(newMasterKey, masterKey);
  const both = { masterKey: newMasterKey, previousMasterKey: masterKey };
  const keysOf = (raw: Documents) => collection<KeyDoc>(raw, keysSpec);

  it('goes on where it was, killed after any page, while a server with both keys reads and writes', async () => {
    const root = await fill();
    const server = await store.open(both);
    const raw = await store.raw();
    const keys = keysOf(raw);
    let kills = 0;
    for (let left = Infinity; left > 0;) {
      const died = rotateKeys(
        keys,
        masters,
        ({ previous }) => {
          left = previous;
          if (previous > 0) throw new Error('killed');
        },
        7,
      );
      await died.then(undefined, () => (kills += 1));
      // The root comes last: whoever stops half way opens with both keys only.
      if (left > 0) {
        await refused(store.open({ masterKey: newMasterKey }));
        await refused(store.open({ masterKey }));
      }
      const restarted = await store.open(both);
      await expectAllThere(restarted);
      await restarted.close();
      await server.insertIfAbsent('letters', [{ id: 'l-0', owner: `sau-${kills}` } as never]);
    }
    // 41 keys by sevens, and those that the server made meanwhile under the new one.
    expect(kills).toBeGreaterThanOrEqual(5);
    expect(await countKeys(keys, masters)).toMatchObject({ previous: 0, strange: 0 });
    const after = await store.open({ masterKey: newMasterKey });
    await expectAllThere(after);
    expect(after.sealed().rootSecret.equals(root)).toBe(true);
    expect(await refused(store.open())).toMatch(/another master key/);
  });

  it('is not done while a key is left behind under the old one', async () => {
    await fill();
    const keys = keysOf(await store.raw());
    const left = (await keys.find({ where: { owner: 'v-3' }, sort: [], limit: 1 }))[0];
    await rotateKeys(keys, masters, () => undefined);
    await keys.update(left?.doc.id ?? '', { wrapped: left?.doc.wrapped, masterId: left?.doc.masterId });
    expect(await refused(store.open({ masterKey: newMasterKey }))).toMatch(
      /^1 keys of the data are still wrapped by an earlier master key: set MASTER_KEY_PREVIOUS/,
    );
    await expectAllThere(await store.open(both));
  });

  it('leaves a key alone that is destroyed meanwhile', async () => {
    await fill();
    const keys = keysOf(await store.raw());
    const [one] = await keys.find({ where: { owner: 'v-5' }, sort: [], limit: 1 });
    if (!one) throw new Error('a key was expected');
    let first = true;
    await rotateKeys(
      {
        ...keys,
        replace: async (doc, expected) => {
          if (first) await keys.update(one.doc.id, { wrapped: null, masterId: null, current: null });
          first = false;
          return keys.replace(doc, expected);
        },
      },
      masters,
      () => undefined,
    );
    expect((await keys.get(one.doc.id))?.doc.wrapped).toBeNull();
    expect(await countKeys(keys, masters)).toEqual({ present: 40, previous: 0, strange: 0 });
  });
});
