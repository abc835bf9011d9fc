import { z } from 'zod';
import type { OwnGlimpse } from '../../cases/glimpse';
import { kindWords } from '../../cases/plain-words';
import { showDate } from '../../language/show-time';
import type { Effect } from '../effects';
import { fillTemplate } from '../fill-template';
import { sayHearsBy } from '../hears-by';
import type { StepType, Turn } from '../turn';
import { common, id, text } from './question';

/**
 * Lists the citizen's own cases, the newest first. `line` is said for each, with `{dong.ma}`, `{dong.loai}`,
 * `{dong.gui}`, `{dong.trang-thai}` and the sentence `{dong.han}`. A tố cáo stands in a message of its own, which others
 * than its own officers do not see, and only by `secret-line`, which must not say what it is.
 *
 * @example
 * id: danh-sach
 * type: list-cases
 * text: Các hồ sơ Anh/Chị đã gửi tại đây
 * line: "{dong.ma}: {dong.loai}, gửi ngày {dong.gui}. {dong.trang-thai}. {dong.han}"
 * secret-line: "{dong.ma}: {dong.trang-thai}. {dong.han}"
 * hint: Hệ thống đang tìm hồ sơ, xin Anh/Chị chờ trong giây lát.
 * none: chua-co
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('list-cases'),
  text,
  line: text,
  'secret-line': text,
  /** Said when the citizen speaks while the cases are looked for. */
  hint: text,
  /** Where to go when there is none. */
  none: id,
});

type Step = z.infer<typeof schema>;

export const listCases: StepType<Step> & { schema: typeof schema } = {
  schema,
  enter: (step, { conversation }) => {
    const caseIds = conversation.cases.slice(-MOST_LISTED).map(({ id: caseId }) => caseId);
    if (caseIds.length === 0) return { then: { type: 'step', step: step.none } };
    return { then: { type: 'wait' }, effects: [{ type: 'list-cases', caseIds }] };
  },
  hear: () => ({ type: 'miss' }),
  learn: (step, input, turn) => {
    if (input.type !== 'cases-listed') return undefined;
    const newest = [...input.cases].sort((a, b) => b.openedAt - a.openedAt);
    if (newest.length === 0) return { then: { type: 'step', step: step.none } };
    const open = newest.filter(({ confidential }) => !confidential);
    const secret = newest.filter(({ confidential }) => confidential);
    return {
      then: { type: 'next' },
      effects: [
        ...list(step.text, step.line, open, turn),
        // Whoever reads the citizen's other cases must not even see that there is a message.
        ...list(step.text, step['secret-line'], secret, turn).map((said): Effect =>
          said.type === 'send' ? { ...said, confidential: true } : said,
        ),
      ],
    };
  },
};

const MOST_LISTED = 10;

function list(head: string, line: string, cases: readonly OwnGlimpse[], turn: Turn): readonly Effect[] {
  if (cases.length === 0) return [];
  const lines = cases.map((one) => fillTemplate(line, (name) => factsOf(one, turn)[name]).trim());
  return [turn.say(head, { append: `\n\n${lines.join('\n\n')}` })];
}

const factsOf = (
  { code, kind, openedAt, status, owed }: OwnGlimpse,
  turn: Turn,
): Readonly<Record<string, string>> => ({
  'dong.ma': code,
  'dong.loai': kindWords[kind],
  'dong.gui': showDate(openedAt),
  'dong.trang-thai': status,
  'dong.han': sayHearsBy(owed, turn),
});
