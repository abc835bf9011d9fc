import { applyCaseAction } from '../../src/cases/apply-action';
import { type CaseDoc, caseDoc, casesSpec } from '../../src/store/cases';
import { changeCase } from '../../src/store/change-case';
import { officer, someCase } from '../cases/case-for-tests';

/** One stored case; `meanwhile` changes it behind the first reader's back. */
function oneCase(first: CaseDoc, meanwhile?: (doc: CaseDoc) => CaseDoc) {
  let doc = first;
  let version = 1;
  let disturbing = meanwhile;
  return {
    stored: () => doc,
    get: async (id: string) => {
      const found = id === doc.id ? { doc, version, cursor: '' } : undefined;
      if (disturbing) {
        doc = disturbing(doc);
        version++;
        disturbing = undefined;
      }
      return found;
    },
    replace: async (next: CaseDoc, expected: { version: number }) => {
      if (expected.version !== version) return false;
      doc = next;
      version++;
      return true;
    },
  };
}

const said = { type: 'citizen-said', eventId: 'e-2' } as const;

describe('changeCase', () => {
  it('decides again on what somebody else stored meanwhile', async () => {
    const lan = officer('duty-officer');
    const cases = oneCase(caseDoc(someCase(), []), (doc) => {
      const applied = applyCaseAction(doc, { type: 'claim', requestId: 'r-1', by: lan }, 2000);
      return 'state' in applied ? caseDoc(applied.state, []) : doc;
    });
    await changeCase(cases, 'h-1', 'e-2', (state) => applyCaseAction(state, said, 3000));
    expect(cases.stored().history.map(({ type }) => type)).toEqual(['opened', 'claimed', 'citizen-said']);
    expect(cases.stored().assigneeId).toBe(lan.id);
  });

  it('writes nothing where nothing changed, and says so', async () => {
    const cases = oneCase(caseDoc(someCase(), []));
    const again = { ...said, eventId: 'e-1' };
    const change = await changeCase(cases, 'h-1', 'e-1', (state) => applyCaseAction(state, again, 3000));
    expect(change).toEqual({ doc: cases.stored(), changed: false });
  });

  it('hands a refusal back, and tells an absent case', async () => {
    const cases = oneCase(caseDoc(someCase(), []));
    expect(await changeCase(cases, 'h-1', 'r-1', () => ({ refused: 'vì thế' }))).toEqual({
      refused: 'vì thế',
    });
    expect(await changeCase(cases, 'h-9', 'r-1', () => ({ refused: 'vì thế' }))).toBe('absent');
  });
});

describe('the search text of a case', () => {
  it('holds the code, the summary and the answers, without who the citizen is', () => {
    const text = casesSpec.searched?.(caseDoc(someCase(), [])) ?? '';
    expect(text).toContain('7K2M-9QRS-TVW');
    expect(text).toContain('Trạm BTS gây ồn');
    expect(text).not.toContain('Nguyễn Văn An');
  });

  it('is the code alone for a tố cáo', () => {
    expect(casesSpec.searched?.(caseDoc(someCase({ kind: 'to-cao' }), []))).toBe('7K2M-9QRS-TVW');
  });
});
