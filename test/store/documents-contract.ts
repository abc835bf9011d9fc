import fc from 'fast-check';
import type { CollectionSpec, Doc, Documents } from '../../src/store/documents';
import { foldWords } from '../../src/language/fold';
import { findContract } from './find-contract';
import { actOnStore, anyActs, expectSameAsModel } from './documents-model';
import { leaseContract } from './lease-contract';

/** A store with data of its own, and power over its time. */
export type StoreUnderTest = {
  readonly documents: Documents;
  /** Lets time pass on the store's clock. */
  readonly pass: (ms: number) => Promise<void>;
  /** Closes the store and opens it again on the same data, here with other specifications if given. */
  readonly reopen: (specs?: readonly CollectionSpec[]) => Promise<Documents>;
  readonly cleanup: () => Promise<void>;
};

export type OpenStore = (specs: readonly CollectionSpec[]) => Promise<StoreUnderTest>;

export type Note = Doc & { readonly [field: string]: unknown };

export const notes: CollectionSpec = {
  name: 'notes',
  indexes: [['status', 'at'], ['at'], ['rank', 'label'], ['value']],
  unique: [['code'], ['owner', 'number']],
  sealed: { fields: ['text'], keyOf: 'id' },
  searched: (doc: Note) => foldWords(((doc.text as string | undefined) ?? '').normalize()),
  searchedIn: ['text'],
  leased: true,
};

const plain: CollectionSpec = { name: 'plain', indexes: [['value']] };

export const contractSpecs = [notes, plain];

/** What every Documents adapter has to do. `open` gives an empty store for each call. */
export function documentsContract(name: string, open: OpenStore): void {
  describe(`${name}, as Documents`, () => {
    let store: StoreUnderTest;
    let documents: Documents;
    const insert = async (...docs: readonly Note[]) => documents.insertIfAbsent('notes', docs);
    const read = async (id: string) => (await documents.get('notes', id))?.doc;

    beforeEach(async () => {
      store = await open(contractSpecs);
      documents = store.documents;
    });
    afterEach(() => store.cleanup());

    it('inserts a document as version 1 and gives it back', async () => {
      expect(await insert({ id: 'a', text: 'xin chào', list: [1, { deep: null }], at: 5 })).toEqual([true]);
      expect(await documents.get('notes', 'a')).toMatchObject({
        doc: { id: 'a', text: 'xin chào', list: [1, { deep: null }], at: 5 },
        version: 1,
      });
      expect(await documents.get('notes', 'b')).toBeUndefined();
      expect(await documents.get('plain', 'a')).toBeUndefined();
    });

    it('marks documents like an update, and makes none where there is none', async () => {
      await insert({ id: 'a', text: 'xin chào', at: 1, status: 'new' }, { id: 'c', status: 'new' });
      await documents.mark('notes', [
        { id: 'a', set: { status: 'done', at: 2 } },
        { id: 'b', set: { status: 'done' } },
        { id: 'c', set: { status: 'done' }, where: { status: 'seen' } },
      ]);
      await documents.mark('notes', []);
      const done = await documents.find('notes', { where: { status: 'done' }, sort: [], limit: 9 });
      expect(done).toMatchObject([{ doc: { id: 'a', text: 'xin chào', at: 2, status: 'done' }, version: 2 }]);
      expect(await documents.get('notes', 'b')).toBeUndefined();
    });

    it('updates each of several documents in its own way, where its own filter holds', async () => {
      await insert({ id: 'a', at: 1, status: 'new' }, { id: 'b', at: 2, status: 'new' }, { id: 'c', at: 3 });
      const changed = await documents.updateEach('notes', [
        { id: 'a', set: { status: 'done' }, where: { status: 'new' } },
        { id: 'b', set: { at: 9 }, where: { status: 'done' } },
        { id: 'c', set: { at: undefined, text: 'mới' } },
        { id: 'd', set: { status: 'done' } },
      ]);
      expect(changed).toBe(2);
      expect(await documents.updateEach('notes', [])).toBe(0);
      const all = await documents.find('notes', { where: {}, sort: ['id'], limit: 9 });
      expect(all.map(({ doc, version }) => [doc, version])).toEqual([
        [{ id: 'a', at: 1, status: 'done' }, 2],
        [{ id: 'b', at: 2, status: 'new' }, 1],
        [{ id: 'c', text: 'mới' }, 2],
      ]);
    });

    it('tells each of many inserts of one moment what became of its own', async () => {
      await insert({ id: '7', code: 'c-7' });
      const results = await Promise.all(
        Array.from({ length: 60 }, (_, at) =>
          insert({ id: `${at % 40}` }, { id: `x${at}`, code: `c-${at % 50}` }),
        ),
      );
      const count = (place: number) => results.filter((inserted) => inserted[place]).length;
      expect([count(0), count(1)]).toEqual([39, 49]);
      expect(await documents.count('notes', {})).toBe(1 + 39 + 49);
    });

    it('leaves a document alone whose id is taken, and inserts the others of that call', async () => {
      await insert({ id: 'a', text: 'first' });
      expect(await insert({ id: 'b' }, { id: 'a', text: 'second' }, { id: 'b', text: 'twin' })).toEqual([
        true,
        false,
        false,
      ]);
      expect(await read('a')).toEqual({ id: 'a', text: 'first' });
      expect(await read('b')).toEqual({ id: 'b' });
      expect(await insert()).toEqual([]);
    });

    it('lets one of many callers insert the same id', async () => {
      const won = await Promise.all(Array.from({ length: 20 }, (_, by) => insert({ id: 'a', by })));
      expect(won.flat().filter(Boolean)).toHaveLength(1);
      expect(await documents.count('notes', {})).toBe(1);
    });

    it('inserts nothing over a unique index, unless the unique field is missing or null', async () => {
      await insert({ id: 'a', code: 'HS-1', owner: 'x', number: 1 });
      expect(
        await insert({ id: 'b', code: 'HS-1' }, { id: 'c', code: 'HS-2', owner: 'x', number: 1 }),
      ).toEqual([false, false]);
      expect(
        await insert({ id: 'd', owner: 'x' }, { id: 'e', code: null, owner: 'x' }, { id: 'f', code: 'hs-1' }),
      ).toEqual([true, true, true]);
    });

    it('refuses a replacement or an update that would break a unique index, and changes nothing', async () => {
      await insert({ id: 'a', code: 'HS-1' }, { id: 'b', code: 'HS-2' }, { id: 'c' });
      await expect(
        documents.replace('notes', { id: 'b', code: 'HS-1' } as Doc, { version: 1 }),
      ).rejects.toThrow(/unique/);
      await expect(documents.updateMany('notes', ['c', 'b'], { code: 'HS-1' })).rejects.toThrow(/unique/);
      expect(await read('b')).toEqual({ id: 'b', code: 'HS-2' });
      expect(await read('c')).toEqual({ id: 'c' });
      await documents.delete('notes', 'a');
      expect(await documents.update('notes', 'b', { code: 'HS-1' })).toBe(true);
    });

    it('replaces a document only where its version still is the expected one', async () => {
      await insert({ id: 'a', text: 'one' });
      expect(await documents.replace('notes', { id: 'a', text: 'two' } as Doc, { version: 1 })).toBe(true);
      expect(await documents.replace('notes', { id: 'a', text: 'late' } as Doc, { version: 1 })).toBe(false);
      expect(await documents.get('notes', 'a')).toMatchObject({ doc: { id: 'a', text: 'two' }, version: 2 });
      expect(await documents.replace('notes', { id: 'gone' }, { version: 1 })).toBe(false);
    });

    it('lets one of many replacements of the same version win', async () => {
      await insert({ id: 'a' });
      const won = await Promise.all(
        Array.from({ length: 20 }, (_, by) =>
          documents.replace('notes', { id: 'a', by } as Doc, { version: 1 }),
        ),
      );
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await documents.get('notes', 'a'))?.version).toBe(2);
    });

    it('updates top-level fields where the filter holds, and makes a new version of the document', async () => {
      await insert({ id: 'a', status: 'open', keep: 1, drop: 2, nested: { x: 1 } });
      const set = { status: 'closed', nested: { y: 2 }, drop: undefined };
      expect(await documents.update('notes', 'a', set, { status: 'closed' })).toBe(false);
      expect(await documents.update('notes', 'a', set, { status: 'open' })).toBe(true);
      expect(await documents.update('notes', 'absent', set)).toBe(false);
      expect(await documents.get('notes', 'a')).toMatchObject({ version: 2 });
      expect(await read('a')).toEqual({ id: 'a', status: 'closed', keep: 1, nested: { y: 2 } });
      expect(await documents.replace('notes', { id: 'a' }, { version: 1 })).toBe(false);
      await expect(documents.update('notes', 'a', { id: 'b' })).rejects.toThrow(/id/);
    });

    it('updates many documents at once and counts those that changed', async () => {
      await insert({ id: 'a', status: 'open' }, { id: 'b', status: 'done' }, { id: 'c', status: 'open' });
      const ids = ['a', 'b', 'c', 'c', 'absent'];
      expect(await documents.updateMany('notes', ids, { at: 9 }, { status: 'open' })).toBe(2);
      expect(await documents.count('notes', { at: 9 })).toBe(2);
      expect(await documents.updateMany('notes', [], { at: 10 })).toBe(0);
    });

    it('deletes a document where the filter holds, its words and its unique values too', async () => {
      await insert({ id: 'a', status: 'open', code: 'HS-1', text: 'rác' });
      expect(await documents.delete('notes', 'a', { status: 'done' })).toBe(false);
      expect(await documents.delete('notes', 'a', { status: 'open' })).toBe(true);
      expect(await documents.delete('notes', 'a')).toBe(false);
      expect(await documents.find('notes', { where: {}, sort: [], limit: 9, words: ['rac'] })).toEqual([]);
      expect(await insert({ id: 'b', code: 'HS-1' })).toEqual([true]);
    });

    it('sees what the same caller wrote a moment before without waiting for it', async () => {
      const written = insert({ id: 'a', status: 'open' });
      const seen = await documents.count('notes', { status: 'open' });
      await written;
      expect([0, 1]).toContain(seen);
      const again = documents.update('notes', 'a', { status: 'done' }).then(() => read('a'));
      expect(await again).toEqual({ id: 'a', status: 'done' });
    });

    it('stores a document as it was at the call, whatever becomes of it after', async () => {
      const doc = { id: 'a', list: ['kept'] };
      const inserted = insert(doc);
      doc.list.push('later');
      await inserted;
      const set = { tags: ['kept'] };
      const updated = documents.update('notes', 'a', set);
      set.tags.push('later');
      await updated;
      expect(await read('a')).toEqual({ id: 'a', list: ['kept'], tags: ['kept'] });
    });

    it.each(hostileTexts)(
      'keeps %s exactly, as id, as indexed field and inside the document',
      async (_, text) => {
        const doc = JSON.parse(
          JSON.stringify({ id: text, label: text, code: text, rank: 1, nested: [text] }),
        ) as Note;
        expect(await insert(doc, { id: `${text}x`, label: 'other' })).toEqual([true, true]);
        expect(await read(text)).toStrictEqual(doc);
        expect(await documents.find('notes', { where: { label: text }, sort: [], limit: 9 })).toMatchObject([
          { doc },
        ]);
        expect(await documents.groupCount('notes', 'label', { rank: 1 })).toEqual(new Map([[text, 1]]));
        expect(await insert({ id: 'other', code: text })).toEqual([false]);
        const all = await documents.find('notes', { where: {}, sort: ['label'], limit: 1 });
        const rest = await documents.find('notes', {
          where: {},
          sort: ['label'],
          limit: 9,
          after: all[0]?.cursor,
        });
        expect(new Set([...all, ...rest].map((stored) => stored.doc.id))).toEqual(
          new Set([text, `${text}x`]),
        );
        expect(await documents.delete('notes', text)).toBe(true);
      },
    );

    it('never takes two different texts for the same', async () => {
      const texts = hostileTexts.map(([, text]) => text);
      expect(await insert(...texts.map((text) => ({ id: text, code: text })))).toEqual(texts.map(() => true));
      for (const text of texts) expect(await documents.count('notes', { code: text })).toBe(1);
    });

    it('keeps fields named __proto__ and constructor as plain data', async () => {
      const doc = JSON.parse('{"id":"a","__proto__":{"x":1},"constructor":"c","n":{"__proto__":2}}') as Note;
      await insert(doc);
      await documents.update('notes', 'a', JSON.parse('{"toString":"t","__proto__":{"x":2}}') as Note);
      const expected = '{"id":"a","__proto__":{"x":2},"constructor":"c","n":{"__proto__":2},"toString":"t"}';
      expect(JSON.stringify(await read('a'))).toBe(expected);
    });

    it.each([2 ** 31, 2 ** 53 - 1, -(2 ** 53 - 1), 1_764_000_000_000 * 1000, 0.1, -1.5e300, 0])(
      'keeps the number %d exactly in fields and conditions',
      async (value) => {
        await insert({ id: 'a', value }, { id: 'b', value: 12 });
        expect(await read('a')).toEqual({ id: 'a', value });
        expect(await documents.count('notes', { value })).toBe(1);
        expect([...(await documents.groupCount('notes', 'value', { id: 'a' })).keys()]).toEqual([value]);
      },
    );

    it('refuses an indexed field that holds no scalar, without repeating its content', async () => {
      const refused = insert({ id: 'a', value: { secret: 'Nguyễn' } });
      await expect(refused).rejects.toThrow(/"value" is indexed/);
      await expect(refused).rejects.not.toThrow(/Nguyễn/);
      expect(await read('a')).toBeUndefined();
    });

    it('refuses a document without an id and a collection that nobody declared', async () => {
      await expect(insert({ id: '' })).rejects.toThrow(/id/);
      await expect(documents.get('letters', 'a')).rejects.toThrow(/"letters"/);
    });

    it('keeps everything over a restart, and refuses to work while closed', async () => {
      await insert({ id: 'a', text: 'đường', status: 'open' });
      await documents.update('notes', 'a', { at: 7 });
      const old = documents;
      documents = await store.reopen();
      expect(await documents.get('notes', 'a')).toMatchObject({ doc: { status: 'open', at: 7 }, version: 2 });
      expect(
        await documents.find('notes', { where: { at: 7 }, sort: [], limit: 1, words: ['duong'] }),
      ).toHaveLength(1);
      await expect(old.get('notes', 'a')).rejects.toThrow(/not open/);
    });

    it('stores what was asked for before it closes', async () => {
      const written = insert({ id: 'a' });
      const seen = read('a');
      documents = await store.reopen();
      expect(await written).toEqual([true]);
      expect([undefined, { id: 'a' }]).toContainEqual(await seen);
      expect(await read('a')).toEqual({ id: 'a' });
    });

    it('takes in changed indexes and search over the documents that are there', async () => {
      await documents.insertIfAbsent('plain', [
        { id: 'a', value: 1, size: 3, text: 'Ngõ hẹp' },
        { id: 'b', value: 2, size: 4 },
      ] as Note[]);
      const changed: CollectionSpec = { ...plain, indexes: [['size']], searched: notes.searched };
      documents = await store.reopen([changed]);
      expect(await documents.count('plain', { size: { gte: 4 } })).toBe(1);
      expect(await documents.find('plain', { where: {}, sort: [], limit: 9, words: ['ngo'] })).toHaveLength(
        1,
      );
      await expect(documents.count('plain', { value: 1 })).rejects.toThrow(/"value"/);
      documents = await store.reopen([{ ...plain, unique: [['size']] }]);
      expect(await documents.insertIfAbsent('plain', [{ id: 'c', size: 3 } as Note])).toEqual([false]);
      documents = await store.reopen([plain]);
      expect(await documents.insertIfAbsent('plain', [{ id: 'c', size: 3 } as Note])).toEqual([true]);
      expect(await documents.count('plain', { value: 2 })).toBe(1);
    });

    it('behaves like a map of documents, whatever is asked of it in whatever order', async () => {
      let run = 0;
      await fc.assert(
        fc.asyncProperty(anyActs, async (acts) => {
          run += 1;
          await expectSameAsModel(documents, acts, `${run}-`, async (each) => {
            const results: unknown[] = [];
            for (const act of acts) results.push(await actOnStore(documents, each(act)));
            return results;
          });
        }),
        { numRuns: 60 },
      );
    });

    findContract(() => documents);
    leaseContract(() => store);
  });
}

const hostileTexts: readonly (readonly [string, string])[] = [
  ['NUL', 'a\0b'],
  ['another NUL', 'a\0c'],
  ['a text cut at its NUL', 'a'],
  ['what stands for NUL elsewhere', 'a\u00010000b'],
  ['control characters', '\u0001\u0002\u001f\u007f\n\r\t'],
  ['a lone high surrogate', '\ud83d'],
  ['a lone low surrogate', '\ude00'],
  ['the replacement character', '\ufffd'],
  ['quotes and question marks', `'"\`;--?%_\\ $where {"$gt":""}`],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['10,000 emoji', '👩‍👩‍👧'.repeat(1250)],
  ['composed Vietnamese', 'Đ\u1ed9c l\u1eadp'],
  ['the same decomposed', 'Đ\u1ed9c l\u1eadp'.normalize('NFD')],
  ['the last characters of Unicode', '\uffff\u{10ffff}\u{1f600}'],
];
