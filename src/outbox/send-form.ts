import { complaintFormName } from '../cases/complaint-form/complaint-form-file';
import type { FormBody } from './form-body';
import type { Perform } from './perform';
import { messageOf } from './send';

/** Puts a form into the outbox, in its place among the texts. `deliver` draws it and sends it. */
export const sendForm: Perform<'send-form'> = async (deps, conversation, effect) => {
  const { id, seq, event, caseId, code, confidential, failed } = effect;
  const body: FormBody = { form: { caseId }, ...(failed && { failed }) };
  const text = `[Tệp] ${complaintFormName(code)}`;
  const about = { id, seq, event, confidential, by: 'bot', identity: false, lasting: true } as const;
  await deps.messages.insertIfAbsent([
    messageOf(conversation, about, { text, choices: [], body }, 0, deps.clock.now()),
  ]);
};
