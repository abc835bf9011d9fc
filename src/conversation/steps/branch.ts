import { z } from 'zod';
import type { Answer } from '../answer';
import type { StepType } from '../turn';
import { common, id, name } from './question';

/**
 * Chooses the road by an answer given before: the first condition that holds decides, none means the next step.
 * `is` compares a choice's value, "co" or "khong" of a yes-no, or "bo-qua"; without it any real answer will do.
 *
 * @example
 * id: da-dong-y
 * type: branch
 * when:
 *   - answer: dong-y
 *     is: co
 *     next: chon-viec
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('branch'),
  when: z
    .array(
      z.strictObject({ answer: name, is: z.union([z.string(), z.array(z.string())]).optional(), next: id }),
    )
    .min(1),
});

export const branch: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    const holds = step.when.find(({ answer, is }) => {
      const given = turn.answers[answer];
      if (is === undefined) return given !== undefined && given.type !== 'skipped';
      return given !== undefined && [is].flat().includes(valueOf(given));
    });
    return { then: holds ? { type: 'step', step: holds.next } : { type: 'next' } };
  },
};

function valueOf(answer: Answer): string {
  if (answer.type === 'choice') return answer.value;
  if (answer.type === 'yes-no') return answer.yes ? 'co' : 'khong';
  if (answer.type === 'receivers') return answer.who;
  return answer.type === 'skipped' ? 'bo-qua' : '';
}
