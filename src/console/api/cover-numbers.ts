import type { Case, Officer } from '../../cases/case';
import { holdsIdentityNumber, maskIdentityNumbers } from '../../language/identity-number';
import { showAnswer } from '../../conversation/answer';

/** After that, whoever asked to see the numbers has to ask again. */
const SHOWN_MS = 15 * 60_000;

/** How a reader sees what a citizen wrote: numbers of identity papers are covered unless he has just asked for them. */
export const coverFor = (reader: Officer, { history }: Pick<Case, 'history'>, now: number) =>
  history.some(
    ({ type, by, at }) =>
      type === 'numbers-shown' && typeof by === 'object' && by.id === reader.id && now - at < SHOWN_MS,
  )
    ? (text: string): string => text
    : maskIdentityNumbers;

/** Whether anything in a case's own texts is covered. */
export const hasNumbers = ({
  summary,
  answers,
  history,
}: Pick<Case, 'summary' | 'answers' | 'history'>): boolean =>
  holdsIdentityNumber(summary) ||
  answers.some(({ answer }) => holdsIdentityNumber(showAnswer(answer))) ||
  history.some((entry) => entry.by === 'citizen' && 'text' in entry && holdsIdentityNumber(entry.text ?? ''));
