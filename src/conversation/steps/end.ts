import { z } from 'zod';
import type { StepType } from '../turn';
import { common } from './question';

/**
 * Ends the flow: a called one returns to its caller, any other one leaves the conversation at rest.
 *
 * @example
 * id: het
 * type: end
 */
const schema = z.strictObject({ ...common, type: z.literal('end') });

export const end: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: () => ({ then: { type: 'end' } }),
};
