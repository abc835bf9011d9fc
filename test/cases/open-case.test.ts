import type { CaseId } from '../../src/cases/case';
import { openCase } from '../../src/cases/open-case';
import { draft } from './case-for-tests';

const ids = { id: 'h-9' as CaseId, code: '7K2M-9QRS-TVW', eventId: 'e-9' };

describe('openCase', () => {
  it('makes a new case that waits for an officer, with its opening in the history', () => {
    expect(openCase(draft, ids, 5000)).toEqual({
      id: 'h-9',
      code: '7K2M-9QRS-TVW',
      kind: 'phan-anh',
      status: 'moi',
      conversationId: 'v-1',
      openedAt: 5000,
      updatedAt: 5000,
      summary: draft.summary,
      answers: draft.answers,
      files: [],
      reason: 'sent',
      waiting: true,
      speaking: false,
      history: [{ id: 'e-9', at: 5000, by: 'citizen', type: 'opened' }],
    });
  });

  it('says that the system opened what came of a failed turn', () => {
    const opened = openCase({ ...draft, reason: 'failed-turn' }, ids, 1);
    expect(opened.reason).toBe('failed-turn');
    expect(opened.history[0]?.by).toBe('system');
  });

  it('keeps which version of which flow it came from', () => {
    expect(openCase({ ...draft, flow: { id: 'phan-anh', version: 3 } }, ids, 1).flow).toEqual({
      id: 'phan-anh',
      version: 3,
    });
  });

  it('makes the same case of the same turn', () => {
    expect(openCase(draft, ids, 7)).toEqual(openCase(draft, ids, 7));
  });
});
