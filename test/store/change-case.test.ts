import { applyCaseAction } from '../../src/cases/apply-action';
import type { Answer } from '../../src/conversation/answer';
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

describe('what a case is found by', () => {
  const wordsOf = (different: Parameters<typeof someCase>[0] = {}) =>
    casesSpec.searched?.(caseDoc(someCase(different), []));
  const answer = (id: string, given: Answer, identity: boolean) => ({
    id,
    label: id,
    answer: given,
    identity,
  });
  const phone = { type: 'phone', e164: '+84912345678', shown: '0912 345 678' } as const;

  it('is the code and the words of summary and answers, without who the citizen is', () => {
    expect(wordsOf()).toEqual(['7k2m', '9qrs', 'tvw', 'tram', 'bts', 'gay', 'on']);
  });

  it("is the citizen's phone number, as a whole, and every number that stands in the text", () => {
    const text = { type: 'text', text: 'gọi +84 225 3842 123 hoặc 0987.654.321' } as const;
    const answers = [answer('dien-thoai', phone, true), answer('noi-dung', text, false)];
    expect(wordsOf({ answers })?.filter((word) => word.includes(':'))).toEqual([
      'phone:+84912345678',
      'phone:+842253842123',
      'phone:+84987654321',
    ]);
    expect(wordsOf({ answers: [answer('dien-thoai', phone, true)] })).not.toContain('0912');
  });

  it('is the code alone for a tố cáo', () => {
    const answers = [answer('dien-thoai', phone, true), answer('noi-dung', phone, false)];
    expect(wordsOf({ kind: 'to-cao', answers, summary: '0987654321' })).toEqual(['7k2m', '9qrs', 'tvw']);
  });
});
