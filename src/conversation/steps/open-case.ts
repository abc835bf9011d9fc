import { z } from 'zod';
import { kinds } from '../../cases/case';
import { showAnswer, type Answer } from '../answer';
import { answersOf, draftCase } from '../draft-case';
import { clockOf } from '../../cases/calendar/deadlines';
import { contactIn } from '../contact';
import { hearsBy } from '../hears-by';
import { showDate, showTime } from '../../language/show-time';
import type { StepType } from '../turn';
import { common, name, text } from './question';

/**
 * Makes a case of the answers and waits until it is stored; the code is then known to the texts that follow as
 * `{ho-so.ma}`, with `{ho-so.gio}` and `{ho-so.ngay}`, and the day by which the citizen hears as `{ho-so.han}`.
 *
 * @example
 * id: mo-ho-so
 * type: open-case
 * kind: phan-anh
 * summary: noi-dung
 * answers: [noi-dung, dia-diem, tep, ho-ten, dien-thoai]
 * hint: Hệ thống đang ghi nhận, xin Anh/Chị chờ trong giây lát.
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('open-case'),
  kind: z.enum(kinds),
  /** The answer from which lists take their short text. */
  summary: name,
  /** Answers that go into the case, in order. */
  answers: z.array(name).min(1),
  /** Said when the citizen speaks while the case is being stored. */
  hint: text,
});

export const openCase: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    // Come back from a side question: what was begun is not begun again.
    if (turn.frame.opening) return { then: { type: 'wait' }, effects: [turn.say(step.hint)] };
    const summary = turn.answers[step.summary];
    const draft = draftCase(turn, {
      kind: step.kind,
      summary: summary ? showAnswer(summary) : turn.flowTitle,
      names: step.answers,
      reason: 'sent',
    });
    return {
      then: { type: 'wait' },
      frame: { opening: true },
      effects: [{ type: 'open-case', draft }],
    };
  },
  hear: () => ({ type: 'miss' }),
  learn: (step, input, turn) =>
    input.type === 'case-opened'
      ? {
          then: { type: 'next' },
          answers: {
            'ho-so.ma': fact(input.code),
            'ho-so.gio': fact(showTime(input.openedAt)),
            'ho-so.ngay': fact(showDate(input.openedAt)),
            'ho-so.han': fact(
              hearsBy(
                input.openedAt,
                clockOf({ kind: step.kind, answers: answersOf(step.answers, turn) }),
                turn,
              ),
            ),
          },
          // What was sent is not changed any more by going back.
          change: { extras: [], trail: [], ...contactIn(turn) },
        }
      : undefined,
};

const fact = (text: string): Answer => ({ type: 'text', text });
