import { z } from 'zod';
import type { StepType } from '../turn';
import { common, id, name, text } from './question';

/**
 * Keeps a choice that follows from the road taken, without asking.
 *
 * @example
 * id: ghi-loai
 * type: set
 * answer: loai
 * value: phan-anh
 * title: Phản ánh
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('set'),
  answer: name,
  value: id,
  title: text,
  keep: z.boolean().optional(),
});

export const set: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step) => {
    const answers = { [step.answer]: { type: 'choice', value: step.value, title: step.title } } as const;
    return { then: { type: 'next' }, ...(step.keep ? { kept: answers } : { answers }) };
  },
};
