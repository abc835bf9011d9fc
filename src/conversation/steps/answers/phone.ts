import { z } from 'zod';
import { parsePhone } from '../../../language/parse-phone';
import type { AnswerType } from '../../turn';
import { question } from '../question';

/**
 * A Vietnamese number in any of the ways people write it. Several numbers: the first one counts.
 *
 * @example
 * id: so-may
 * type: ask
 * answer: phone
 * text: Cán bộ có thể gọi cho Anh/Chị theo số nào?
 * hint: Xin ghi số điện thoại, ví dụ 0912 345 678.
 * label: Số điện thoại
 * optional: true
 * identity: true
 */
const schema = z.strictObject({ ...question, answer: z.literal('phone') });

export const phone: AnswerType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  takesAnyText: false,
  read: (_step, input) => {
    if (input.type !== 'text') return { type: 'miss' };
    const parsed = parsePhone(input.text);
    const found = parsed.type === 'several' ? parsed.phones[0] : parsed.type === 'phone' ? parsed : undefined;
    if (!found) return { type: 'miss' };
    return { type: 'answer', answer: { type: 'phone', e164: found.e164, shown: found.shown } };
  },
};
