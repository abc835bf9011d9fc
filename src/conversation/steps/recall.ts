import { z } from 'zod';
import { matchChoice } from '../../language/match-choice';
import { parseYesNo } from '../../language/parse-yes-no';
import { showAnswer } from '../answer';
import { knownContact } from '../contact';
import type { CitizenInput } from '../input';
import type { Option, StepType, Turn, Visit } from '../turn';
import { common, id, name, text } from './question';

/**
 * Offers what the citizen told of himself in an earlier intake, so that he need not say it twice. Taken, it leads to
 * `found`; otherwise, and where nothing is known, to the next step, which asks. The questions themselves stand in the
 * same flow under the same ids, so that the review can change each. Never into a tố cáo, and never out of one.
 *
 * @example
 * id: dung-lai
 * type: recall
 * answers: [ho-ten, dien-thoai]
 * text: Lần trước Anh/Chị đã cho biết như sau. Anh/Chị có muốn dùng lại không?
 * yes: Dùng lại
 * no: Nhập mới
 * hint: Xin bấm “Dùng lại” hoặc “Nhập mới”.
 * found: het
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('recall'),
  answers: z.array(name).min(1),
  text,
  yes: text,
  no: text,
  hint: text,
  found: id,
});

type Step = z.infer<typeof schema>;

export const recall: StepType<Step> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    const known = Object.entries(knownContact(step.answers, turn));
    const isGiven = step.answers.some((one) => turn.answers[one] !== undefined);
    if (known.length === 0 || isGiven) return { then: { type: 'next' } };
    const lines = known.map(
      ([one, answer]) => `• ${turn.labels.get(one)?.label ?? one}: ${showAnswer(answer)}`,
    );
    const asked = turn.say(step.text, { options: options(step), append: `\n\n${lines.join('\n')}` });
    return {
      then: { type: 'wait' },
      // It says who the citizen is, although none of it is an answer yet.
      effects: [asked.type === 'send' ? { ...asked, identity: true } : asked],
    };
  },
  options,
  hear: (step, input, turn) => {
    const said = heard(step, input);
    if (said === undefined) return { type: 'miss' };
    return said === 'co' ? taken(step, turn) : { then: { type: 'next' } };
  },
};

function options({ yes, no }: Step): readonly Option[] {
  return [
    { value: 'co', title: yes },
    { value: 'khong', title: no },
  ];
}

function heard(step: Step, input: CitizenInput): string | undefined {
  if (input.type === 'tap') return options(step).find(({ value }) => value === input.payload)?.value;
  if (input.type !== 'text') return undefined;
  const match = matchChoice(input.text, options(step));
  if (match.type === 'one') return match.value;
  const plain = parseYesNo(input.text);
  return plain && (plain === 'yes' ? 'co' : 'khong');
}

/** As if each question had been answered, so that "quay lại" and the review lead to it. */
function taken(step: Step, turn: Turn): Visit {
  const answers = knownContact(step.answers, turn);
  const { frames, trail } = turn.conversation;
  const asked = Object.keys(answers).map((answer) => ({
    frames: [...frames.slice(0, -1), { ...turn.frame, step: answer }],
    step: answer,
    answer,
  }));
  return { then: { type: 'step', step: step.found }, answers, change: { trail: [...trail, ...asked] } };
}
