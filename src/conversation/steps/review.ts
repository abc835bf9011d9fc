import { z } from 'zod';
import { matchChoice } from '../../language/match-choice';
import { showAnswer } from '../answer';
import type { Option, StepType, Turn } from '../turn';
import { common, name, text } from './question';

/**
 * Shows all answers before they are sent. "Sửa nội dung" lets the citizen change one of them and come back.
 *
 * @example
 * id: xem-lai
 * type: review
 * text: Xin Anh/Chị kiểm tra lại thông tin dưới đây.
 * show: [noi-dung, dia-diem, tep, ho-ten, dien-thoai]
 * hint: Anh/Chị bấm "Gửi hồ sơ" nếu đã đúng, hoặc "Sửa nội dung".
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('review'),
  text,
  /** Answers to show, in order; the ones that were not given are left out. */
  show: z.array(name).min(1),
  hint: text,
});

export const review: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    const lines = shown(step.show, turn).map(({ label, value }) => `• ${label}: ${value}`);
    return {
      then: { type: 'wait' },
      effects: [
        turn.say(step.text, { options: options(turn), append: `\n\n${lines.join('\n')}`, shows: step.show }),
      ],
    };
  },
  options: (step, turn) => [...options(turn), ...changes(step.show, turn)],
  hear: (step, input, turn) => {
    const all = [...options(turn), ...changes(step.show, turn)];
    const value = chosen(input.type === 'tap' ? input.payload : undefined, all) ?? typed(input, all);
    if (value === undefined) return { type: 'miss' };
    if (value === 'gui') return { then: { type: 'next' } };
    if (value === 'huy') return { then: { type: 'cancel' } };
    if (value === 'sua') {
      const say = turn.say(turn.phrases['choose-change'], { options: changes(step.show, turn) });
      return { then: { type: 'wait' }, effects: [say] };
    }
    return { then: { type: 'change', answer: value.slice('sua.'.length) } };
  },
};

const options = ({ phrases: { buttons } }: Turn): Option[] => [
  { value: 'gui', title: buttons.send, also: ['gửi', 'đúng rồi', 'đồng ý', 'ok', 'gửi đi'] },
  { value: 'sua', title: buttons.change, also: ['sửa'] },
  { value: 'huy', title: buttons.cancel },
];

const shown = (names: readonly string[], turn: Turn) =>
  names.flatMap((answerName) => {
    const answer = turn.answers[answerName];
    const label = turn.labels.get(answerName)?.label;
    return answer && label ? [{ name: answerName, label, value: showAnswer(answer) }] : [];
  });

/** Only what was asked can be asked again. */
const changes = (names: readonly string[], turn: Turn): Option[] =>
  shown(names, turn)
    .filter((line) => turn.conversation.trail.some((asked) => asked.answer === line.name))
    .map((line) => ({ value: `sua.${line.name}`, title: line.label }));

const chosen = (payload: string | undefined, all: readonly Option[]) =>
  all.find(({ value }) => value === payload)?.value;

function typed(input: { type: string; text?: string }, all: readonly Option[]): string | undefined {
  if (input.type !== 'text' || input.text === undefined) return undefined;
  const match = matchChoice(input.text, all);
  return match.type === 'one' ? match.value : undefined;
}
