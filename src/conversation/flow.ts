import { z } from 'zod';
import { step, type Step } from './steps';
import { id, text } from './steps/question';

export { department, type Department } from './department';
export { phrases, type Phrases } from './phrases';
export { step, type Step };

/** One flow file: what the bot says and asks, step after step. */
export const flow = z.strictObject({
  id,
  /** Version of this file format. */
  version: z.literal(1),
  title: text,
  start: id,
  /** The flow that a citizen meets first and comes back to. Exactly one. */
  entry: z.boolean().optional(),
  /** Everything said in it belongs to a tố cáo. */
  confidential: z.boolean().optional(),
  /** Whole messages that call this flow from anywhere; afterwards the open question is asked again. */
  commands: z.array(text).optional(),
  /** Its line in Messenger's persistent menu, at most 30 characters. */
  menu: text.optional(),
  /** A question that Messenger offers before the first message; a tap on it calls this flow. At most 4 in all. */
  'ice-breaker': text.optional(),
  steps: z.array(step).min(1),
});

export type Flow = z.infer<typeof flow>;
