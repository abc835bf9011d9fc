import { z } from 'zod';
import type { StepType } from '../turn';
import { common, id } from './question';

/**
 * Goes on in another flow and does not come back. The answers stay; with `fresh`, nothing that was said goes along.
 *
 * @example
 * id: sang-phan-anh
 * type: go-to
 * flow: phan-anh
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('go-to'),
  flow: id,
  fresh: z.boolean().optional(),
});

export const goTo: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step) => ({ then: { type: 'go-to', flow: step.flow, ...(step.fresh && { fresh: true }) } }),
};
