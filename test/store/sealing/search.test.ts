import type { Documents, Query } from '../../../src/store/documents';
import { type TokenKey, soughtTokens, tokensOf } from '../../../src/store/sealing/words';
import type { SealedDocuments } from '../../../src/store/sealing/sealed-documents';
import { sealedFolder, type SealedFolder } from './sealed-store';

const key: TokenKey = { collection: 'cases', secret: Buffer.alloc(32, 3) };
const finds = (words: readonly string[], sought: readonly string[], by = key): boolean => {
  const held = new Set(tokensOf(key, words));
  return soughtTokens(by, sought).every((token) => held.has(token));
};

describe('search tokens', () => {
  it('find every word as a whole, and the last as a beginning of any length', () => {
    const words = ['nguyen', 'le', 'x'.repeat(40)];
    for (const last of ['n', 'ng', 'nguyen', 'l', 'x', 'x'.repeat(11), 'x'.repeat(40)])
      expect(finds(words, ['le', last])).toBe(true);
    for (const wrong of [['ng', 'le'], ['guyen'], ['nguyenn'], ['lE']])
      expect(finds(words, wrong)).toBe(false);
  });

  it('find what holds a colon only as a whole, and never as a word', () => {
    const words = ['phone:+84912345678', 'phone'];
    expect(finds(words, ['phone:+84912345678'])).toBe(true);
    for (const part of ['phone:+8491234567', 'phone:', 'phone:+84912345678x'])
      expect(finds(words, [part])).toBe(false);
    expect(finds(['a:b'], ['a'])).toBe(false);
  });

  it('say nothing to whoever has another key, or looks in another collection', () => {
    const other = { ...key, secret: Buffer.alloc(32, 4) };
    expect(finds(['rac'], ['rac'], other)).toBe(false);
    expect(finds(['rac'], ['rac'], { ...key, collection: 'notes' })).toBe(false);
    expect(finds(['rac'], ['rac'])).toBe(true);
  });

  it('cut letters, not halves of them', () => {
    expect(finds(['👩‍👩‍👧đi'], ['👩'])).toBe(true);
    expect(tokensOf(key, ['👩'])).toHaveLength(2);
  });

  it('are of one length, at least 64 bits, whatever the word', () => {
    const lengths = new Set(
      tokensOf(key, ['a', 'nghieng', 'phone:+84912345678']).map((token) => token.length),
    );
    expect([...lengths]).toEqual([12]);
  });
});

describe('a sealed collection', () => {
  let store: SealedFolder;
  let documents: SealedDocuments;
  let raw: Documents;
  beforeEach(async () => {
    store = sealedFolder();
    documents = await store.open();
    raw = await store.raw();
  });
  afterEach(() => store.cleanup());

  const find = async (query: Partial<Query>) =>
    (await documents.find('letters', { where: {}, sort: [], limit: 9, ...query })).map(({ doc }) => doc.id);

  it('finds by a word with a colon as a whole', async () => {
    await documents.insertIfAbsent('letters', [
      { id: 'a', owner: 'o', text: 'rác phone:+84912345678' } as never,
    ]);
    expect(await find({ words: ['phone:+84912345678'] })).toEqual(['a']);
    expect(await find({ words: ['phone:+849'] })).toEqual([]);
  });

  it('keeps its tokens to itself', async () => {
    await documents.insertIfAbsent('letters', [{ id: 'a', owner: 'o', text: 'rác' } as never]);
    expect(Object.keys((await documents.get('letters', 'a'))?.doc ?? {})).toEqual(['id', 'owner', 'text']);
    await expect(
      documents.insertIfAbsent('letters', [{ id: 'b', owner: 'o', searchTokens: ['x'] } as never]),
    ).rejects.toThrow(/searchTokens/);
  });

  it('writes neither the words nor anything sealed anew where other fields are updated', async () => {
    await documents.insertIfAbsent('letters', [
      { id: 'a', owner: 'o', state: 'new', text: 'rác', name: 'An' } as never,
    ]);
    const before = (await raw.get('letters', 'a'))?.doc as unknown as Record<string, unknown>;
    expect(await documents.update('letters', 'a', { state: 'done', name: null }, { state: 'new' })).toBe(
      true,
    );
    const after = (await raw.get('letters', 'a'))?.doc as unknown as Record<string, unknown>;
    expect(after).toEqual({ ...before, state: 'done', name: null });
  });

  it('updates sealed fields where the filter holds, and the words with them', async () => {
    await documents.insertIfAbsent('letters', [{ id: 'a', owner: 'o', state: 'new', text: 'rác' } as never]);
    expect(await documents.update('letters', 'a', { text: 'đèn' }, { state: 'done' })).toBe(false);
    expect(await documents.update('letters', 'a', { text: 'đèn', name: 'An' }, { state: 'new' })).toBe(true);
    expect(await documents.update('letters', 'a', { name: 'Bình' }, { state: 'new' })).toBe(true);
    expect((await documents.get('letters', 'a'))?.doc).toMatchObject({
      text: 'đèn',
      name: 'Bình',
      state: 'new',
    });
    expect([await find({ words: ['rác'] }), await find({ words: ['đèn'] })]).toEqual([[], ['a']]);
    expect(await documents.updateMany('letters', ['a', 'a', 'b'], { text: 'cây' })).toBe(1);
    expect(await find({ words: ['cây'] })).toEqual(['a']);
  });

  it('counts a document as gone whose key was destroyed, where nothing says how it reads then', async () => {
    const draft = (id: string, owner: string) => ({ id, owner, text: `của ${owner}` }) as never;
    await documents.insertIfAbsent('drafts', [
      draft('a', 'o'),
      draft('b', 'p'),
      draft('c', 'o'),
      draft('d', 'p'),
    ]);
    const { ring } = documents.sealed();
    await ring.retire('o');
    await ring.destroy('o');
    expect(await documents.get('drafts', 'a')).toBeUndefined();
    // A page is full all the same.
    const page = await documents.find('drafts', { where: {}, sort: [], limit: 2 });
    expect(page.map(({ doc }) => doc.id)).toEqual(['b', 'd']);
    expect(await documents.update('drafts', 'a', { text: 'x' })).toBe(false);
    // It makes room for one of those who come.
    const come = await Promise.all(
      Array.from({ length: 5 }, () => documents.insertIfAbsent('drafts', [draft('a', 'o')])),
    );
    expect(come.flat().filter(Boolean)).toHaveLength(1);
    expect((await documents.get('drafts', 'a'))?.doc).toEqual(draft('a', 'o'));
  });
});
