import { z } from 'zod';
import type { StepType } from '../turn';
import { common, text } from './question';

/**
 * Sends one message, with up to three buttons that stay under it.
 *
 * @example
 * id: nop-don
 * type: say
 * text: Xin gửi đơn về {so.noi-tiep}, {so.dia-chi}.
 * buttons:
 *   - type: phone
 *     title: Gọi đường dây nóng
 *     phone: "+84982969999"
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('say'),
  text,
  buttons: z
    .array(
      z.discriminatedUnion('type', [
        z.strictObject({ type: z.literal('link'), title: text, url: z.url() }),
        z.strictObject({
          type: z.literal('phone'),
          title: text,
          phone: z.string().regex(/^\+\d{8,15}$/, 'must be like "+84912345678"'),
        }),
      ]),
    )
    .optional(),
});

export const say: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => ({
    then: { type: 'next' },
    effects: [turn.say(step.text, { buttons: step.buttons })],
  }),
};
