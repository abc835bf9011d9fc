import { z } from 'zod';
import { parseDate } from '../../../language/parse-date';
import type { AnswerType } from '../../turn';
import { question } from '../question';

/**
 * A day, as people say it: "3/12", "hôm qua", "thứ 2".
 *
 * @example
 * id: ngay-nhan
 * type: ask
 * answer: date
 * text: Anh/Chị nhận được quyết định vào ngày nào?
 * hint: Xin ghi ngày, tháng, năm, ví dụ 20/11/2026.
 * label: Ngày nhận
 */
const schema = z.strictObject({ ...question, answer: z.literal('date') });

export const date: AnswerType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  takesAnyText: false,
  read: (_step, input, turn) => {
    const parsed = input.type === 'text' ? parseDate(input.text, turn.now) : undefined;
    if (parsed?.type !== 'date') return { type: 'miss' };
    return { type: 'answer', answer: { type: 'date', iso: parsed.iso, shown: parsed.shown } };
  },
};
