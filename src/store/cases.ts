import type { Case, CaseEffect } from '../cases/case';
import { showAnswer } from '../conversation/answer';
import { foldWords } from '../language/fold';
import { parsePhone } from '../language/parse-phone';
import type { SpecOf } from './collection';

/** An effect that waits to be performed; its id is what makes performing it twice harmless. */
export type PendingCaseEffect = CaseEffect & { readonly id: string };

export type CaseDoc = Case & {
  /** The assignee's id, for lists; null while nobody has taken the case. */
  readonly assigneeId: string | null;
  /** Whether the case goes round somebody: lists and counts look at these one by one. */
  readonly restricted: boolean;
  readonly effects: readonly PendingCaseEffect[];
  /** Whether `effects` holds anything: what the sweeper looks for. */
  readonly effectsDue: boolean;
};

/** A case as it is stored, with the effects that still wait. */
export const caseDoc = (state: Case, effects: readonly PendingCaseEffect[]): CaseDoc => ({
  ...state,
  assigneeId: state.assignee?.id ?? null,
  restricted: state.excluded !== undefined,
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
    ['withdrawal', 'updatedAt'],
    ['disputed', 'status', 'updatedAt'],
    ['urgent', 'kind', 'updatedAt'],
    ['restricted', 'updatedAt'],
    ['conversationId'],
    ['effectsDue', 'updatedAt'],
  ],
  unique: [['code']],
  sealed: {
    fields: ['summary', 'answers', 'files', 'history', 'effects'],
    keyOf: 'id',
    erased: { summary: '(Nội dung đã hủy)', answers: [], files: [], history: [], effects: [] },
  },
  searched: searchedWords,
  searchedIn: ['kind', 'code', 'summary', 'answers'],
};

/**
 * A tố cáo is found by its code alone. Of who the citizen is, only his phone number finds a case, and only as a whole:
 * who calls back has it on his display.
 */
function searchedWords(doc: CaseDoc): readonly string[] {
  if (doc.kind === 'to-cao') return foldWords(doc.code);
  const said = doc.answers.filter((answer) => !answer.identity).map(({ answer }) => showAnswer(answer));
  const text = [doc.summary, ...said].join('\n');
  const given = doc.answers.flatMap(({ answer }) => (answer.type === 'phone' ? [answer.e164] : []));
  return [...foldWords(`${doc.code}\n${text}`), ...new Set([...given, ...phonesIn(text)].map(phoneWord))];
}

/** What a phone number is searched by, however it was typed. */
export const phoneWord = (e164: string): string => `phone:${e164}`;

function phonesIn(text: string): string[] {
  const found = parsePhone(text);
  if (found.type === 'none') return [];
  return (found.type === 'phone' ? [found] : found.phones).map(({ e164 }) => e164);
}
