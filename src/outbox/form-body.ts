import type { CaseId } from '../cases/case';
import type { Effect } from '../conversation/effects';

/** The body of a message that is a form: which one, not the file, so that nothing readable is stored. */
export type FormBody = {
  readonly form: { readonly caseId: CaseId };
  /** Said when Messenger will not take it. */
  readonly failed?: Extract<Effect, { type: 'send' }>;
};

export const isFormBody = (body: unknown): body is FormBody =>
  typeof body === 'object' && body !== null && 'form' in body;

/** The body of a message that only says that there is news of a case. */
export type WordBody = { readonly word: { readonly code: string } };

export const isWordBody = (body: unknown): body is WordBody =>
  typeof body === 'object' && body !== null && 'word' in body;
