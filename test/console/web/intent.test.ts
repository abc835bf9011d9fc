import { clearDrafts, keepDraft, readDraft } from '../../../src/console/web/one-case/draft';
import { forgetIntent, readIntent, takeIntent } from '../../../src/console/web/one-case/intent';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

function rig(storage: Storage = memory()) {
  let ids = 0;
  let time = 1_000_000;
  return {
    storage,
    newRequestId: () => `request-${(ids += 1)}`,
    now: () => time,
    pass: (ms: number) => (time += ms),
  };
}

const place = { officer: 'an', caseId: 'case-1' };
const hello = { type: 'reply', text: 'Kính gửi Anh/Chị' } as const;

describe('an intent', () => {
  it('keeps its request id while its outcome is unknown, also over a reload', () => {
    const first = rig();
    const asked = takeIntent(first, place, hello);
    expect(takeIntent(rig(first.storage), place, hello)).toEqual(asked);
  });

  it('gets a new id when the words change, when it is settled, and for another case or officer', () => {
    const deps = rig();
    const ids = new Set([takeIntent(deps, place, hello).requestId]);
    ids.add(takeIntent(deps, place, { ...hello, text: 'Khác' }).requestId);
    ids.add(takeIntent(deps, place, hello).requestId);
    forgetIntent(deps, place, 'reply');
    ids.add(takeIntent(deps, place, hello).requestId);
    ids.add(takeIntent(deps, { ...place, caseId: 'case-2' }, hello).requestId);
    ids.add(takeIntent(deps, { ...place, officer: 'binh' }, hello).requestId);
    expect(ids.size).toBe(6);
  });

  it('is meant anew after a while', () => {
    const deps = rig();
    const { requestId } = takeIntent(deps, place, { type: 'claim' });
    deps.pass(9 * 60_000);
    expect(takeIntent(deps, place, { type: 'claim' }).requestId).toBe(requestId);
    deps.pass(60_000);
    expect(takeIntent(deps, place, { type: 'claim' }).requestId).not.toBe(requestId);
  });

  it('does without a storage that is full or holds nonsense', () => {
    const storage = memory();
    storage.setItem('tiep-nhan:intent:an:case-1:reply', '{"asked":1');
    expect(readIntent({ storage }, place, 'reply')).toBeUndefined();
    storage.setItem = () => {
      throw new Error('full');
    };
    const deps = rig(storage);
    const asked = takeIntent(deps, place, hello);
    expect(takeIntent(deps, place, hello, asked)).toBe(asked);
  });
});

describe('a draft', () => {
  const draft = { ...place, type: 'reply' } as const;

  it('is kept by officer, case and what it is for', () => {
    const storage = memory();
    keepDraft(storage, draft, 'Đang soạn');
    expect(readDraft(storage, draft)).toBe('Đang soạn');
    expect(readDraft(storage, { ...draft, type: 'note' })).toBe('');
    expect(readDraft(storage, { ...draft, officer: 'binh' })).toBe('');
  });

  it('leaves nothing behind when it is emptied or the officer signs out', () => {
    const storage = memory();
    keepDraft(storage, draft, 'Đang soạn');
    keepDraft(storage, draft, '');
    expect(storage.length).toBe(0);
    keepDraft(storage, draft, 'Đang soạn');
    takeIntent(rig(storage), place, hello);
    storage.setItem('another-page', 'kept');
    clearDrafts(storage);
    expect([storage.length, storage.getItem('another-page')]).toEqual([1, 'kept']);
  });
});
