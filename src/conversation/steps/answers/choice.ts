import { z } from 'zod';
import { matchChoice } from '../../../language/match-choice';
import type { AnswerType } from '../../turn';
import { id, question, text } from '../question';

/**
 * One of several: tapped, typed with or without marks, or by its number. A choice may have a road of its own.
 *
 * @example
 * id: viec
 * type: ask
 * answer: choice
 * text: Anh/Chị cần hỏi về việc gì?
 * hint: Xin bấm một nút, hoặc gõ số, ví dụ gõ 1.
 * label: Việc cần hỏi
 * choices:
 *   - value: thu-tuc
 *     title: Thủ tục
 *     also: [hỏi thủ tục]
 *     next: noi-ve-thu-tuc
 *   - value: khac
 *     title: Việc khác
 */
const schema = z.strictObject({
  ...question,
  answer: z.literal('choice'),
  choices: z
    .array(
      z.strictObject({
        value: id,
        title: text,
        /** Other ways in which people say it. */
        also: z.array(text).optional(),
        next: id.optional(),
      }),
    )
    .min(1),
});

export const choice: AnswerType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  takesAnyText: false,
  options: (step) => step.choices,
  read: (step, input, turn) => {
    let value: string | undefined;
    if (input.type === 'tap') value = input.payload;
    if (input.type === 'text') {
      const match = matchChoice(input.text, step.choices);
      if (match.type === 'one') value = match.value;
      if (match.type === 'several') {
        const titles = step.choices
          .filter((known) => match.values.includes(known.value))
          .map(({ title }) => title);
        return { type: 'miss', why: turn.phrases.several, with: { 'lua-chon': titles.join(', ') } };
      }
    }
    const chosen = step.choices.find((known) => known.value === value);
    if (!chosen) return { type: 'miss' };
    return {
      type: 'answer',
      answer: { type: 'choice', value: chosen.value, title: chosen.title },
      ...(chosen.next && { step: chosen.next }),
    };
  },
};
