import { z } from 'zod';
import { isAnyoneLeft } from '../../../cases/may';
import { matchChoice } from '../../../language/match-choice';
import type { Answer } from '../../answer';
import { exclusionOf, receiversOf, type Receiver } from '../../excluded';
import { limits } from '../../limits';
import type { AnswerType, Option, Turn } from '../../turn';
import { question, text } from '../question';

/**
 * Whom of those who receive the matter concerns: nobody, one after the other until "Đã đủ", or "Không rõ". The names
 * come from the department's data. A branch compares it with "khong", "co", "khong-ro", or "khong-con-ai" when nobody
 * is left who could read the case.
 *
 * @example
 * id: lien-quan-nguoi-tiep-nhan
 * type: ask
 * answer: receivers
 * text: Nội dung có liên quan đến ai trong số những người tiếp nhận không?
 * hint: Xin bấm tên người liên quan, hoặc bấm “Không”.
 * more: Đã ghi {lien-quan-nguoi-tiep-nhan}. Nếu đã đủ, xin bấm “Đã đủ”.
 * unknown: Không rõ
 * label: Liên quan người nhận
 */
const schema = z.strictObject({
  ...question,
  answer: z.literal('receivers'),
  /** Said after each name that is not the last. */
  more: text,
  /** The button for who cannot say whom. */
  unknown: text,
});

type Step = z.infer<typeof schema>;
type Receivers = Extract<Answer, { type: 'receivers' }>;

const ENOUGH = 'du';

export const receivers: AnswerType<Step> & { schema: typeof schema } = {
  schema,
  takesAnyText: false,
  options,
  read: (step, input, turn) => {
    const values =
      input.type === 'tap' ? [input.payload] : input.type === 'text' ? heard(step, input.text, turn) : [];
    const all = receiversOf(turn.department);
    const before = soFar(step, turn);
    if (values.includes('khong')) return answer({ who: 'khong', ids: [], shown: turn.phrases.buttons.no });
    if (values.includes('khong-ro')) return concerned('khong-ro', step.unknown, all, []);
    const ids = all.flatMap(({ id }) => (values.includes(id) || before.includes(id) ? [id] : []));
    const chosen = all.filter(({ id }) => ids.includes(id));
    const shown = chosen.map(({ name }) => name).join(', ');
    const named = values.some((value) => all.some(({ id }) => id === value));
    if ((values.includes(ENOUGH) && chosen.length > 0) || (named && chosen.length === all.length))
      return concerned('co', shown, chosen, ids);
    if (!named) return { type: 'miss' };
    const more: Receivers = { type: 'receivers', who: 'co', ids, shown };
    return { type: 'more', answer: more, text: step.more, with: { [nameOf(step)]: shown } };
  },
};

const answer = (given: Omit<Receivers, 'type'>) =>
  ({ type: 'answer', answer: { type: 'receivers', ...given } }) as const;

const concerned = (
  who: 'co' | 'khong-ro',
  shown: string,
  people: readonly Receiver[],
  ids: readonly string[],
) => answer({ who: isAnyoneLeft(exclusionOf(people)) ? who : 'khong-con-ai', ids, shown });

function options(step: Step, { department, phrases: { buttons }, answers }: Turn): readonly Option[] {
  const chosen = soFar(step, { answers });
  const people = receiversOf(department)
    .filter(({ id }) => !chosen.includes(id))
    .map(({ id, short, name, position }) => ({
      value: id,
      title: short,
      also: [name, name.split(' ').slice(1).join(' '), position],
    }));
  const unknown = { value: 'khong-ro', title: step.unknown };
  const offered =
    chosen.length > 0
      ? [{ value: ENOUGH, title: buttons.enough, also: ['xong', 'hết', 'hết rồi', 'đủ rồi'] }, ...people]
      : [{ value: 'khong', title: buttons.no, also: ['không có', 'không ai', 'không liên quan'] }, ...people];
  // Room for "Gặp cán bộ", which a third wrong answer adds.
  return [...offered.slice(0, limits.quickReplies - 2), unknown];
}

function heard(step: Step, said: string, turn: Turn): readonly string[] {
  const match = matchChoice(said, options(step, turn));
  return match.type === 'one' ? [match.value] : match.type === 'several' ? match.values : [];
}

const nameOf = (step: Step) => step.save ?? step.id;

const soFar = (step: Step, { answers }: Pick<Turn, 'answers'>): readonly string[] => {
  const given = answers[nameOf(step)];
  return given?.type === 'receivers' ? given.ids : [];
};
