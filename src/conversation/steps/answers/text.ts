import { z } from 'zod';
import type { AnswerType } from '../../turn';
import { question } from '../question';

/**
 * Free words. Blank ones, or shorter than `min`, are no answer.
 *
 * @example
 * id: noi-dung
 * type: ask
 * answer: text
 * text: Anh/Chị muốn phản ánh sự việc gì?
 * hint: Xin kể rõ hơn, ví dụ “Sóng di động ở tổ 5 rất yếu.”
 * label: Nội dung
 * min: 20
 */
const schema = z.strictObject({
  ...question,
  answer: z.literal('text'),
  /** In characters as people count them. */
  min: z.number().int().positive().optional(),
  max: z.number().int().positive().optional(),
  /** Seconds of silence that end an answer of several messages; without it every message is an answer. */
  gather: z.number().int().min(2).max(60).optional(),
});

export const text: AnswerType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  takesAnyText: true,
  read: (step, input) => {
    const said = input.type === 'text' || input.type === 'files' ? (input.text ?? '').trim() : '';
    const length = Array.from(said).length;
    if (length < (step.min ?? 1) || length > (step.max ?? Infinity) || !/[\p{L}\p{N}]/u.test(said))
      return { type: 'miss' };
    return { type: 'answer', answer: { type: 'text', text: said.normalize('NFC') } };
  },
};
