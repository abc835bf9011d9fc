import { z } from 'zod';
import { parseReceiptCode } from '../../cases/receipt-code';
import { showDate } from '../../language/show-time';
import { matchChoice } from '../../language/match-choice';
import type { CitizenInput } from '../input';
import { sayHearsBy } from '../hears-by';
import type { Option, StepType, Turn } from '../turn';
import { common, id, text } from './question';

/**
 * Asks for a receipt code and finds the case. What is said of it is its status, the day of its last change and the one
 * by which the citizen hears (`{tra-cuu.han}`, a sentence), never its content or kind: whoever knows a code may not be
 * the one who wrote.
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
    effects: [turn.say(step.text, { options: ownCodes(turn) })],
  }),
  options: (_step, turn) => ownCodes(turn),
  hear: (_step, input, turn) => {
    const code = codeIn(input, turn);
    if (code === undefined) return { type: 'miss' };
    const isOwnSecret = turn.conversation.cases.some((own) => own.code === code && own.kind === 'to-cao');
    return {
      then: { type: 'wait' },
      ...(isOwnSecret && { frame: { secret: true } }),
      effects: [{ type: 'look-up', code }],
    };
  },
  learn: (step, input, turn) => {
    if (input.type !== 'looked-up') return undefined;
    if (!input.found) return { then: { type: 'step', step: step.missing } };
    const { code, status, updatedAt, owed, confidential } = input.found;
    return {
      ...(confidential && { frame: { secret: true } }),
      then: { type: 'step', step: step.found },
      answers: {
        'tra-cuu.ma': { type: 'text', text: code },
        'tra-cuu.trang-thai': { type: 'text', text: status },
        'tra-cuu.ngay': { type: 'text', text: showDate(updatedAt) },
        'tra-cuu.han': { type: 'text', text: sayHearsBy(owed, turn) },
      },
    };
  },
};

const OFFERED = 5;

function codeIn(input: CitizenInput, turn: Turn): string | undefined {
  if (input.type === 'tap') return parseReceiptCode(input.payload);
  if (input.type !== 'text') return undefined;
  const match = matchChoice(input.text, ownCodes(turn));
  return parseReceiptCode(input.text) ?? (match.type === 'one' ? match.value : undefined);
}

/** The code of a tố cáo is never offered where others may read along: it would say who sent it. */
const ownCodes = ({ conversation, confidential }: Turn): readonly Option[] =>
  conversation.cases
    .filter(({ kind }) => (kind === 'to-cao') === confidential)
    .slice(-OFFERED)
    .reverse()
    .map(({ code }) => ({ value: code, title: code }));
