import { collection } from '../../../src/store/collection';
import type { Documents } from '../../../src/store/documents';
import { keyRing, REMEMBERED_MS } from '../../../src/store/sealing/key-ring';
import { type KeyDoc, keysSpec, mastersOf } from '../../../src/store/sealing/keys';
import { SealBroken } from '../../../src/store/sealing/seal';
import { masterKey, sealedFolder, type SealedFolder } from './sealed-store';

let store: SealedFolder;
let raw: Documents;
let asked: string[];

/** A process's ring over the same keys; what it asks of the store is noted. */
function ring() {
  const keys = collection<KeyDoc>(raw, keysSpec);
  const noting = {
    ...keys,
    find: (query: Parameters<typeof keys.find>[0]) => {
      asked.push('find');
      return keys.find(query);
    },
    insertIfAbsent: (docs: readonly KeyDoc[]) => {
      asked.push(`insert ${docs.length}`);
      return keys.insertIfAbsent(docs);
    },
  };
  return keyRing({ clock: store.clock, keys: noting }, mastersOf(masterKey, undefined));
}

beforeEach(async () => {
  store = sealedFolder();
  raw = await store.raw();
  asked = [];
});
afterEach(() => store.cleanup());

it('makes the keys of a whole webhook with one look and one write', async () => {
  const owners = Array.from({ length: 30 }, (_, at) => `v-${at % 20}`);
  const keys = await ring().current(owners);
  expect(keys.size).toBe(20);
  expect(asked).toEqual(['find', 'insert 20']);
});

it('asks nothing more for an owner whom it knows, to write and to read', async () => {
  const one = ring();
  const key = (await one.current(['v-1'])).get('v-1');
  asked = [];
  await one.current(['v-1']);
  expect(one.remembered(['v-1', 'v-1'])?.get('v-1')).toBe(key);
  expect((await one.byId([key?.id ?? ''])).get(key?.id ?? '')).toBe(key);
  expect(asked).toEqual([]);
  expect(one.remembered(['v-1', 'v-2'])).toBeUndefined();
});

it('looks once for callers that come together', async () => {
  const one = ring();
  const all = await Promise.all(Array.from({ length: 10 }, () => one.current(['v-1'])));
  expect(new Set(all.map((keys) => keys.get('v-1'))).size).toBe(1);
  expect(asked).toEqual(['find', 'insert 1']);
});

it('gives two processes that come first at once the same key', async () => {
  const owners = ['v-1', 'v-2', 'v-3'];
  const [one, other] = await Promise.all([ring().current(owners), ring().current(owners)]);
  for (const owner of owners) expect(one?.get(owner)?.id).toBe(other?.get(owner)?.id);
  expect(await raw.count(keysSpec.name, {})).toBe(3);
});

it('remembers a key for a minute, also when the clock is set back', async () => {
  const one = ring();
  await one.current(['v-1']);
  store.clock.pass(REMEMBERED_MS - 1);
  expect(one.remembered(['v-1'])).toBeDefined();
  store.clock.pass(1);
  expect(one.remembered(['v-1'])).toBeUndefined();
  await one.current(['v-1']);
  store.clock.pass(-10_000);
  expect(one.remembered(['v-1'])).toBeUndefined();
});

it('learns of a key that another process destroyed within a minute', async () => {
  const [one, other] = [ring(), ring()];
  const id = (await one.current(['v-1'])).get('v-1')?.id ?? '';
  await other.current(['v-1']);
  await one.retire('v-1');
  expect((await one.current(['v-1'])).get('v-1')?.id).not.toBe(id);
  expect((await one.byId([id])).get(id)).toBeDefined();
  expect(await one.destroy('v-1')).toBe(1);
  expect((await one.byId([id])).get(id)).toBeUndefined();
  expect((await other.byId([id])).get(id)).toBeDefined();
  store.clock.pass(REMEMBERED_MS);
  expect((await other.byId([id])).get(id)).toBeUndefined();
  expect((await other.current(['v-1'])).get('v-1')?.id).toBe((await one.current(['v-1'])).get('v-1')?.id);
});

it('tells a key that was destroyed from one that never was', async () => {
  await expect(ring().byId(['never-was'])).rejects.toThrow(SealBroken);
});

it('lets everybody who waited know of a failure, and then tries anew', async () => {
  const keys = collection<KeyDoc>(raw, keysSpec);
  let isAway = true;
  const find: typeof keys.find = async (query) => {
    if (isAway) throw new Error('away');
    return keys.find(query);
  };
  const one = keyRing({ clock: store.clock, keys: { ...keys, find } }, mastersOf(masterKey, undefined));
  const all = await Promise.allSettled([one.current(['v-1']), one.current(['v-1', 'v-2'])]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  isAway = false;
  expect((await one.current(['v-1', 'v-2'])).size).toBe(2);
});
