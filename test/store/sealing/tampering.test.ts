import type { Documents } from '../../../src/store/documents';
import { keysSpec } from '../../../src/store/sealing/keys';
import { SealBroken } from '../../../src/store/sealing/seal';
import type { SealedDocuments } from '../../../src/store/sealing/sealed-documents';
import { type Letter, sealedFolder, type SealedFolder } from './sealed-store';

let store: SealedFolder;
let documents: SealedDocuments;
let raw: Documents;

const here: Letter = { id: 'a', owner: 'an', state: 'new', text: 'số nhà mười hai', name: 'Nguyễn Văn An' };
const there: Letter = { id: 'b', owner: 'binh', state: 'new', text: 'cột điện đổ', name: 'Trần Văn Bình' };

beforeEach(async () => {
  store = sealedFolder();
  documents = await store.open();
  raw = await store.raw();
  await documents.insertIfAbsent('letters', [here, there]);
  await documents.insertIfAbsent('drafts', [here]);
});
afterEach(() => store.cleanup());

const rawLetter = async (name: string, id: string): Promise<Letter> =>
  (await raw.get(name, id))?.doc as unknown as Letter;

it('stores neither words nor names, and gives them back', async () => {
  expect((await documents.get('letters', 'a'))?.doc).toEqual(here);
  const seen = JSON.stringify(await rawLetter('letters', 'a'));
  for (const word of ['số', 'nhà', 'mười', 'Nguyễn', ' An"']) expect(seen).not.toContain(word);
  expect(seen).toContain('"state":"new"');
});

it.each([
  ["another row's", async () => ({ text: (await rawLetter('letters', 'b')).text })],
  ["another field's", async () => ({ text: (await rawLetter('letters', 'a')).name })],
  ["another collection's", async () => ({ text: (await rawLetter('drafts', 'a')).text })],
  ['an unsealed', async () => ({ text: 'số nhà mười ba' })],
  ['a number as', async () => ({ text: 12 })],
  ['a sealed, then cut', async () => ({ text: String((await rawLetter('letters', 'a')).text).slice(0, -4) })],
  [
    'under the name of a key that never was, a',
    async () => ({
      text: String((await rawLetter('letters', 'a')).text).replace(/\.[^.]+\./, '.no-such-key-1234.'),
    }),
  ],
])('refuses %s text in the place of the one that was sealed there', async (_, change) => {
  expect(await raw.update('letters', 'a', await change())).toBe(true);
  await expect(documents.get('letters', 'a')).rejects.toThrow(SealBroken);
  await expect(documents.find('letters', { where: {}, sort: [], limit: 9 })).rejects.toThrow(SealBroken);
  expect((await documents.get('letters', 'b'))?.doc).toEqual(there);
});

it('refuses a whole row under the id of another', async () => {
  const doc = await rawLetter('letters', 'a');
  await raw.insertIfAbsent('letters', [{ ...doc, id: 'c' }]);
  await expect(documents.get('letters', 'c')).rejects.toThrow(SealBroken);
});

it("refuses another owner's key in the place of one's own", async () => {
  const keys = await raw.find(keysSpec.name, {
    where: { owner: { in: ['an', 'binh'] } },
    sort: [],
    limit: 9,
  });
  const [one, other] = keys;
  if (!one || !other) throw new Error('two keys were expected');
  await raw.update(keysSpec.name, one.doc.id, { wrapped: (other.doc as unknown as Letter).wrapped });
  await documents.close();
  documents = await store.open();
  const reads = await Promise.allSettled(['a', 'b'].map((id) => documents.get('letters', id)));
  expect(reads.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});
