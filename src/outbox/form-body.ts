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
