import { z } from 'zod';
import type { StepType } from '../turn';
import { common, name } from './question';

/**
 * Forgets what was kept for later: how to reach the citizen, and these answers, such as a consent that is withdrawn. What
 * was sent stays in its cases.
 *
 * @example
 * id: quen-dong-y
 * type: forget
 * answers: [dong-y]
 */
const schema = z.strictObject({ ...common, type: z.literal('forget'), answers: z.array(name) });

export const forget: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, { conversation }) => ({
    then: { type: 'next' },
    change: {
      contact: undefined,
      kept: Object.fromEntries(
        Object.entries(conversation.kept).filter(([answer]) => !step.answers.includes(answer)),
      ),
    },
  }),
};
