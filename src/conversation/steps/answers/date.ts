import { z } from 'zod';
import { parseDate } from '../../../language/parse-date';
import type { AnswerType } from '../../turn';
import { question } from '../question';

const schema = z.strictObject({ ...question, answer: z.literal('date') });

/** A day, as people say it: "3/12", "hôm qua", "thứ 2". */
export const date: AnswerType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  takesAnyText: false,
  read: (_step, input, turn) => {
    const parsed = input.type === 'text' ? parseDate(input.text, turn.now) : undefined;
    if (parsed?.type !== 'date') return { type: 'miss' };
    return { type: 'answer', answer: { type: 'date', iso: parsed.iso, shown: parsed.shown } };
  },
};
