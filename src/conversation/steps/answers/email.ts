import { z } from 'zod';
import { parseEmail } from '../../../language/parse-email';
import type { AnswerType } from '../../turn';
import { question } from '../question';

/**
 * An e-mail address, also inside a sentence.
 *
 * @example
 * id: thu-dien-tu
 * type: ask
 * answer: email
 * text: Xin Anh/Chị cho biết địa chỉ thư điện tử.
 * hint: Xin ghi địa chỉ thư, ví dụ an@example.com.
 * label: Thư điện tử
 * optional: true
 * identity: true
 */
const schema = z.strictObject({ ...question, answer: z.literal('email') });

export const email: AnswerType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  takesAnyText: false,
  read: (_step, input) => {
    const address = input.type === 'text' ? parseEmail(input.text) : undefined;
    return address === undefined ? { type: 'miss' } : { type: 'answer', answer: { type: 'email', address } };
  },
};
