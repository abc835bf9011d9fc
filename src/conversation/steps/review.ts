import { z } from 'zod';
import { fold } from '../../language/fold';
import { matchChoice } from '../../language/match-choice';
import { sameMessage } from '../../language/same-message';
import { countFiles, showAnswer } from '../answer';
import type { CitizenInput } from '../input';
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
      frame: { choosing: undefined },
      effects: [
        turn.say(step.text, { options: options(turn), append: `\n\n${lines.join('\n')}`, shows: step.show }),
      ],
    };
  },
  options: (step, turn) => (turn.frame.choosing ? changes(step.show, turn) : options(turn)),
  hear: (step, input, turn) => {
    const all = changes(step.show, turn);
    const value =
      input.type === 'tap' ? chosen(input.payload, [...options(turn), ...all]) : typed(input, all, turn);
    if (value === undefined) return { type: 'miss' };
    if (value === 'gui') return { then: { type: 'next' } };
    if (value === 'huy') return { then: { type: 'cancel' } };
    if (value === 'sua') {
      const say = turn.say(turn.phrases['choose-change'], { options: all });
      return { then: { type: 'wait' }, frame: { choosing: true }, effects: [say] };
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
    return answer && label
      ? [
          {
            name: answerName,
            label,
            value: answer.type === 'files' ? countFiles(answer) : showAnswer(answer),
          },
        ]
      : [];
  });

/** Only what was asked can be asked again. */
const changes = (names: readonly string[], turn: Turn): Option[] =>
  shown(names, turn)
    .filter((line) => turn.conversation.trail.some((asked) => asked.answer === line.name))
    .map((line) => ({ value: `sua.${line.name}`, title: line.label }));

const chosen = (payload: string, all: readonly Option[]) => all.find(({ value }) => value === payload)?.value;

/** What was offered last comes first, and alone: "1" under "Anh/Chị muốn sửa mục nào?" must never send the case. */
function typed(input: CitizenInput, all: readonly Option[], turn: Turn): string | undefined {
  if (input.type !== 'text') return undefined;
  const said = input.text;
  const send = options(turn);
  if (!turn.frame.choosing) return meant(said, send) ?? (/\d/.test(said) ? undefined : matched(said, all));
  return matched(said, all) ?? send.find((option) => isSame(said, option))?.value;
}

/** "Khoan gửi hồ sơ" holds "gửi hồ sơ": only a message that says nothing else sends, changes or cancels. */
function meant(said: string, options: readonly Option[]): string | undefined {
  const value = matched(said, options);
  const option = options.find((known) => known.value === value);
  const words = (text: string) => fold(text).split(' ').length;
  const longest = Math.max(...(option ? [option.title, ...(option.also ?? [])].map(words) : [0]));
  return option && (isSame(said, option) || words(said) <= longest) ? option.value : undefined;
}

const isSame = (said: string, { title, also = [] }: Option): boolean =>
  [title, ...also].some((word) => sameMessage(said, word));

function matched(said: string, options: readonly Option[]): string | undefined {
  const match = matchChoice(said, options);
  return match.type === 'one' ? match.value : undefined;
}
