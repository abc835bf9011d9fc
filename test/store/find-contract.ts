import fc from 'fast-check';
import { BadCursor } from '../../src/store/cursor';
import type { Doc, Documents, Query, Scalar } from '../../src/store/documents';
import type { Note } from './documents-contract';

/** How `find`, `count` and `groupCount` have to choose and order. */
export function findContract(store: () => Documents): void {
  const insert = (...docs: readonly Note[]) => store().insertIfAbsent('notes', docs);
  const find = async (query: Partial<Query>) => {
    const found = await store().find('notes', { where: {}, sort: [], limit: 100, ...query });
    return found.map((stored) => stored.doc.id);
  };

  it('tells null, numbers, texts, true and false apart in conditions, and takes a missing field for null', async () => {
    const values: readonly Scalar[] = [null, 0, 1, 2.5, '', '0', '1', 'true', true, false];
    await insert(...values.map((value, at) => ({ id: `${at}`, value })), { id: 'missing' });
    for (const [at, value] of values.entries())
      expect(await find({ where: { value } })).toEqual(value === null ? ['0', 'missing'] : [`${at}`]);
    expect(await find({ where: { value: { in: [true, '1', null] } } })).toEqual(['0', '6', '8', 'missing']);
    expect(await find({ where: { value: { in: [] } } })).toEqual([]);
    expect(await store().groupCount('notes', 'value', {})).toEqual(
      new Map(values.map((value) => [value, value === null ? 2 : 1])),
    );
    expect(await find({ sort: ['value'] })).toEqual([
      '0',
      'missing',
      '1',
      '2',
      '3',
      '4',
      '5',
      '6',
      '7',
      '9',
      '8',
    ]);
  });

  it('keeps a range to values of the type of its bounds', async () => {
    const values: readonly Scalar[] = [null, -1, 0, 5, '', 'a', 'b', true, false];
    await insert(...values.map((value, at) => ({ id: `${at}`, value })));
    expect(await find({ where: { value: { lt: 5 } } })).toEqual(['1', '2']);
    expect(await find({ where: { value: { gte: 0 } } })).toEqual(['2', '3']);
    expect(await find({ where: { value: { gt: '' } } })).toEqual(['5', '6']);
    expect(await find({ where: { value: { lte: 'a' } } })).toEqual(['4', '5']);
    expect(await find({ where: { value: { gt: -1, lt: 5 } } })).toEqual(['2']);
    await expect(find({ where: { value: {} } })).rejects.toThrow(/no bound/);
  });

  it('finds by several fields and by the id', async () => {
    await insert({ id: 'a', status: 'open', at: 1 }, { id: 'b', status: 'open', at: 2 }, { id: 'c', at: 2 });
    expect(await find({ where: { status: 'open', at: { gte: 2 } } })).toEqual(['b']);
    expect(await find({ where: { id: { in: ['a', 'c', 'x'] } }, sort: ['-id'] })).toEqual(['c', 'a']);
    expect(await store().count('notes', { status: { in: ['open', null] }, at: 2 })).toBe(2);
    expect(await store().groupCount('notes', 'status', { at: 2 })).toEqual(
      new Map<Scalar, number>([
        ['open', 1],
        [null, 1],
      ]),
    );
  });

  it('refuses to look at a field that no index names', async () => {
    await expect(find({ where: { text: 'x' } })).rejects.toThrow(
      /"notes" has no index that names the field "text"/,
    );
    await expect(find({ sort: ['-text'] })).rejects.toThrow(/"text"/);
    await expect(find({ where: JSON.parse('{"__proto__":1}') as Query['where'] })).rejects.toThrow(
      /__proto__/,
    );
    await expect(store().groupCount('notes', 'text', {})).rejects.toThrow(/"text"/);
    await expect(store().update('notes', 'a', {}, { text: 'x' })).rejects.toThrow(/"text"/);
    await expect(find({ limit: 0 })).rejects.toThrow(/limit/);
  });

  it('refuses a cursor that is damaged, and one of a list that sorts otherwise', async () => {
    await insert({ id: 'a', at: 1 }, { id: 'b', at: 2 });
    const [first] = await store().find('notes', { where: {}, sort: ['at'], limit: 1 });
    expect(await find({ sort: ['at'], after: first?.cursor })).toEqual(['b']);
    for (const after of ['', 'x', first?.cursor.slice(0, -4), Buffer.from('[{},"a"]').toString('base64url')])
      await expect(find({ sort: ['at'], after })).rejects.toThrow(BadCursor);
    await expect(find({ sort: [], after: first?.cursor })).rejects.toThrow(BadCursor);
  });

  it('goes on at the right place although the list changes between two pages', async () => {
    await insert(...[1, 2, 3, 4].map((at) => ({ id: `${at}`, at })));
    const page = await store().find('notes', { where: {}, sort: ['-at'], limit: 2 });
    await insert({ id: 'new', at: 9 });
    await store().delete('notes', '3');
    expect(await find({ sort: ['-at'], after: page[1]?.cursor })).toEqual(['2', '1']);
  });

  it('gives every document once, in order, whatever the sort and the length of the pages', async () => {
    const anyText = fc.string({ unit: 'grapheme', maxLength: 2 });
    const anyRank = fc.oneof(fc.constantFrom<Scalar>(null, 0, 1, -1, '', true, false), anyText);
    const anyNote = fc.record({ rank: anyRank, label: anyRank });
    const anySort = fc
      .subarray(['rank', 'label'] as const)
      .chain((fields) =>
        fc.tuple(...fields.map((field) => fc.constantFrom(field, `-${field}`))).map((sort): string[] => sort),
      );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyNote, { maxLength: 30 }), anySort, fc.nat(8), async (all, sort, size) => {
        run += 1;
        const at = run;
        const docs = all.map((note, number) => ({ id: `${run}-${number}`, at, ...note }));
        await insert(...docs);
        const seen: Doc[] = [];
        for (let after: string | undefined, more = true; more;) {
          const page = await store().find('notes', { where: { at }, sort, limit: size + 1, after });
          seen.push(...page.map((stored) => stored.doc));
          after = page.at(-1)?.cursor;
          more = page.length > size;
        }
        expect(seen).toEqual([...docs].sort(inOrder(sort)));
      }),
      { numRuns: 60 },
    );
  });

  it('finds documents that hold every word, the last as a beginning', async () => {
    await insert(
      { id: 'a', text: 'Rác thải ở ngõ 12 phố Lê Lợi', status: 'open' },
      { id: 'b', text: 'rác ở phố Lê Chân' },
      { id: 'c', text: 'Đèn đường hỏng' },
    );
    expect(await find({ words: ['rac'] })).toEqual(['a', 'b']);
    expect(await find({ words: ['rac', 'le', 'lo'] })).toEqual(['a']);
    expect(await find({ words: ['ra', 'le'] })).toEqual([]);
    expect(await find({ words: ['duon'] })).toEqual(['c']);
    expect(await find({ words: ['le'], where: { status: 'open' } })).toEqual(['a']);
    expect(await find({ words: [] })).toEqual(['a', 'b', 'c']);
    await expect(store().find('plain', { where: {}, sort: [], limit: 1, words: ['x'] })).rejects.toThrow(
      /searched/,
    );
  });

  it('keeps the words in step with every write', async () => {
    await insert({ id: 'a', text: 'một hai' });
    await store().update('notes', 'a', { text: 'hai ba' });
    expect([await find({ words: ['mot'] }), await find({ words: ['ba'] })]).toEqual([[], ['a']]);
    await store().replace('notes', { id: 'a', text: 'bốn' } as Doc, { version: 2 });
    expect([await find({ words: ['ba'] }), await find({ words: ['bon'] })]).toEqual([[], ['a']]);
  });
}

const kinds = ['object', 'number', 'string', 'boolean'];

function compare(a: unknown, b: unknown): number {
  const kind = kinds.indexOf(typeof a) - kinds.indexOf(typeof b);
  if (kind !== 0) return kind;
  if (typeof a === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(String(b)));
  return Number(a) - Number(b);
}

const inOrder = (sort: readonly string[]) => (a: Note, b: Note) => {
  const keys = [...sort, sort.at(-1)?.startsWith('-') ? '-id' : 'id'];
  for (const key of keys) {
    const down = key.startsWith('-');
    const field = down ? key.slice(1) : key;
    const order = compare(a[field], b[field]);
    if (order !== 0) return down ? -order : order;
  }
  return 0;
};
