import { z } from 'zod';
import type { StepType } from '../turn';
import { common } from './question';

const timer = 'wait';

/**
 * Waits for the time to pass, or for the citizen to say something, whichever comes first.
 *
 * @example
 * id: cho-mot-ngay
 * type: wait
 * minutes: 1440
 */
const schema = z.strictObject({ ...common, type: z.literal('wait'), minutes: z.number().positive() });

export const wait: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => ({
    then: { type: 'wait' },
    effects: [{ type: 'set-timer', name: timer, dueAt: turn.now + step.minutes * 60_000 }],
  }),
  hear: () => ({ then: { type: 'next' }, effects: [{ type: 'clear-timer', name: timer }] }),
  learn: (_step, input) =>
    input.type === 'timer' && input.name === timer ? { then: { type: 'next' } } : undefined,
};
