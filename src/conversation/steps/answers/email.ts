import { z } from 'zod';
import { parseEmail } from '../../../language/parse-email';
import type { AnswerType } from '../../turn';
import { question } from '../question';

const schema = z.strictObject({ ...question, answer: z.literal('email') });

/** An e-mail address, also inside a sentence. */
export const email: AnswerType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  takesAnyText: false,
  read: (_step, input) => {
    const address = input.type === 'text' ? parseEmail(input.text) : undefined;
    return address === undefined ? { type: 'miss' } : { type: 'answer', answer: { type: 'email', address } };
  },
};
