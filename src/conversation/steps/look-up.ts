import { z } from 'zod';
import { parseReceiptCode } from '../../cases/receipt-code';
import { showDate } from '../../language/show-time';
import type { StepType } from '../turn';
import { common, id, text } from './question';

/**
 * Asks for a receipt code and finds the case. What is said of it is its status and the day of its last change,
 * never its content or kind: whoever knows a code may not be the one who wrote.
 *
 * @example
 * id: tim
 * type: look-up
 * text: Xin Anh/Chị gửi mã hồ sơ.
 * hint: Mã hồ sơ gồm 11 ký tự, ví dụ 7K2M-Q4RT-9XB.
 * found: thay
 * missing: khong-thay
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('look-up'),
  text,
  hint: text,
  found: id,
  missing: id,
});

export const lookUp: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => ({
    then: { type: 'wait' },
    effects: [turn.say(step.text, { options: ownCodes(turn.conversation.cases) })],
  }),
  options: (_step, turn) => ownCodes(turn.conversation.cases),
  hear: (_step, input) => {
    const typed = input.type === 'tap' ? input.payload : input.type === 'text' ? input.text : '';
    const code = parseReceiptCode(typed);
    if (code === undefined) return { type: 'miss' };
    return { then: { type: 'wait' }, effects: [{ type: 'look-up', code }] };
  },
  learn: (step, input) => {
    if (input.type !== 'looked-up') return undefined;
    if (!input.found) return { then: { type: 'step', step: step.missing } };
    const { code, status, updatedAt } = input.found;
    return {
      then: { type: 'step', step: step.found },
      answers: {
        'tra-cuu.ma': { type: 'text', text: code },
        'tra-cuu.trang-thai': { type: 'text', text: status },
        'tra-cuu.ngay': { type: 'text', text: showDate(updatedAt) },
      },
    };
  },
};

const OFFERED = 5;

const ownCodes = (cases: readonly { code: string }[]) =>
  cases
    .slice(-OFFERED)
    .reverse()
    .map(({ code }) => ({ value: code, title: code }));
