import { z } from 'zod';
import { parseReceiptCode } from '../../cases/receipt-code';
import { matchChoice } from '../../language/match-choice';
import { caseAbout, markAbout } from '../about';
import type { OwnCase } from '../conversation';
import type { CitizenInput } from '../input';
import { fitsDeed, ownDeeds } from '../own-deeds';
import type { Option, StepType, Turn, Visit } from '../turn';
import { common, id, text } from './question';

/**
 * Asks which of his own cases the citizen means; from then on the flow speaks about it, with `{ho-so-nay.ma}` and
 * `{ho-so-nay.loai}`. A button that names a case has answered already. `unfit` is the step for one with which the deed
 * cannot be done any more, `missing` for a code that is none of his.
 *
 * Asked even where only one case would do: what is taken for granted would tell who reads along whether there is one
 * more, and that one may be a tố cáo. Its code is never offered, but may be typed.
 *
 * @example
 * id: ho-so-nao
 * type: own-case
 * deed: withdraw
 * text: Anh/Chị muốn rút hồ sơ nào?
 * hint: Xin bấm mã hồ sơ, hoặc gõ mã, ví dụ 7K2M-9QRS-TVW.
 * unfit: khong-rut-duoc
 * missing: khong-thay
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('own-case'),
  /** What is going to be done with it: only cases that fit are offered. */
  deed: z.enum(ownDeeds),
  text,
  hint: text,
  unfit: id,
  missing: id,
});

type Step = z.infer<typeof schema>;

export const ownCase: StepType<Step> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    const about = caseAbout(turn.conversation, turn.frame);
    if (about) return chosen(step, about, turn);
    return { then: { type: 'wait' }, effects: [turn.say(step.text, { options: options(step, turn) })] };
  },
  options,
  hear: (step, input, turn) => {
    const code = codeIn(step, input, turn);
    if (code === undefined) return { type: 'miss' };
    const own = turn.conversation.cases.find((one) => one.code === code);
    return own ? chosen(step, own, turn) : { then: { type: 'step', step: step.missing } };
  },
};

function chosen(step: Step, own: OwnCase, { confidential }: Turn): Visit {
  // What is said while a tố cáo is told is read by its own officers alone, so it cannot go into another case.
  if (confidential && own.kind !== 'to-cao') return { then: { type: 'step', step: step.missing } };
  return {
    then: fitsDeed(own, step.deed) ? { type: 'next' } : { type: 'step', step: step.unfit },
    frame: markAbout(own),
  };
}

function codeIn(step: Step, input: CitizenInput, turn: Turn): string | undefined {
  if (input.type === 'tap') return parseReceiptCode(input.payload);
  if (input.type !== 'text') return undefined;
  const match = matchChoice(input.text, options(step, turn));
  return parseReceiptCode(input.text) ?? (match.type === 'one' ? match.value : undefined);
}

const OFFERED = 5;

function options(step: Step, { conversation, confidential }: Turn): readonly Option[] {
  return conversation.cases
    .filter((own) => (own.kind === 'to-cao') === confidential && fitsDeed(own, step.deed))
    .slice(-OFFERED)
    .reverse()
    .map(({ code }) => ({ value: code, title: code }));
}
