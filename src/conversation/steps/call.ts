import { z } from 'zod';
import type { StepType } from '../turn';
import { common, id } from './question';

/**
 * Runs another flow and comes back to the next step. The answers are shared.
 *
 * @example
 * id: hoi-lien-he
 * type: call
 * flow: lien-he
 */
const schema = z.strictObject({ ...common, type: z.literal('call'), flow: id });

export const call: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step) => ({ then: { type: 'call', flow: step.flow } }),
};
