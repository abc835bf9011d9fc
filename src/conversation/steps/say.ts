import { z } from 'zod';
import { spacePhone } from '../department-facts';
import type { Button } from '../effects';
import { limits } from '../limits';
import type { StepType, Turn } from '../turn';
import { commandPayload } from '../payload';
import { common, id, text } from './question';

/**
 * Sends one message, with up to three buttons that stay under it: a link, a phone number, or `call`, which starts a flow
 * as its command does. `call-hotlines` makes them those that call the
 * department's first hotlines.
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
          phone: z.string().regex(/^\+\d{8,15}$/, 'viết như “+84912345678”'),
        }),
        z.strictObject({ type: z.literal('call'), title: text, flow: id }),
      ]),
    )
    .optional(),
  'call-hotlines': z.literal(true).optional(),
});

export const say: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => ({
    then: { type: 'next' },
    effects: [
      turn.say(step.text, {
        buttons: step['call-hotlines'] ? hotlineButtons(turn) : step.buttons?.map(buttonOf),
      }),
    ],
  }),
};

const buttonOf = (button: NonNullable<z.infer<typeof schema>['buttons']>[number]): Button =>
  button.type === 'call'
    ? { type: 'command', title: button.title, payload: commandPayload({ type: 'call', flow: button.flow }) }
    : button;

const hotlineButtons = ({ department, phrases }: Pick<Turn, 'department' | 'phrases'>): Button[] =>
  department.hotlines.slice(0, limits.buttons).map(({ phone }) => ({
    type: 'phone',
    title: `${phrases['call-hotline']} ${spacePhone(phone)}`,
    // A number of Viet Nam, as Messenger wants it.
    phone: phone.replace(/^0/, '+84'),
  }));
