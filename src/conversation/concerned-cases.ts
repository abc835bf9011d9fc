import type { CaseId } from '../cases/case';
import type { Conversation } from './conversation';

/** Whose officers may notice what is said here: what moves within a tố cáo, only its own. */
export const concernedCases = (
  { cases }: Pick<Conversation, 'cases'>,
  confidential: boolean,
): readonly CaseId[] => cases.filter(({ kind }) => !confidential || kind === 'to-cao').map(({ id }) => id);
