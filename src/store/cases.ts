import type { Case, CaseEffect } from '../cases/case';
import { showAnswer } from '../conversation/answer';
import type { SpecOf } from './collection';

/** An effect that waits to be performed; its id is what makes performing it twice harmless. */
export type PendingCaseEffect = CaseEffect & { readonly id: string };

export type CaseDoc = Case & {
  /** The assignee's id, for lists; null while nobody has taken the case. */
  readonly assigneeId: string | null;
  readonly effects: readonly PendingCaseEffect[];
  /** Whether `effects` holds anything: what the sweeper looks for. */
  readonly effectsDue: boolean;
};

/** A case as it is stored, with the effects that still wait. */
export const caseDoc = (state: Case, effects: readonly PendingCaseEffect[]): CaseDoc => ({
  ...state,
  assigneeId: state.assignee?.id ?? null,
  effects,
  effectsDue: effects.length > 0,
});

export const casesSpec: SpecOf<CaseDoc> = {
  name: 'cases',
  indexes: [
    ['updatedAt'],
    ['status', 'updatedAt'],
    ['kind', 'updatedAt'],
    ['kind', 'status', 'updatedAt'],
    ['assigneeId', 'updatedAt'],
    ['waiting', 'updatedAt'],
    ['conversationId'],
    ['effectsDue', 'updatedAt'],
  ],
  unique: [['code']],
  sealed: ['summary', 'answers', 'files', 'history', 'effects'],
  searched: searchedText,
};

/** A tố cáo is found by its code alone; who the citizen is finds no case at all. */
function searchedText(doc: CaseDoc): string {
  if (doc.kind === 'to-cao') return doc.code;
  const answers = doc.answers.filter((answer) => !answer.identity);
  return [doc.code, doc.summary, ...answers.map(({ answer }) => showAnswer(answer))].join('\n');
}
