import { z } from 'zod';
import type { Answer, Answers } from '../answer';
import type { CitizenInput } from '../input';
import { sameMessage } from '../../language/same-message';
import type { AnswerType, Option, StepType, Turn, Visit } from '../turn';
import { choice } from './answers/choice';
import { date } from './answers/date';
import { email } from './answers/email';
import { files } from './answers/files';
import { phone } from './answers/phone';
import { place } from './answers/place';
import { text } from './answers/text';
import { yesNo } from './answers/yes-no';

/**
 * Asks one question and waits for the answer. What fits is decided by the kind of answer, see `answers/`.
 *
 * @example
 * id: ho-ten
 * type: ask
 * answer: text
 * text: Xin Anh/Chị cho biết họ và tên.
 * hint: Xin ghi họ và tên, ví dụ Nguyễn Văn An.
 * label: Họ và tên
 * optional: true
 * identity: true
 */
const schema = z.discriminatedUnion('answer', [
  text.schema,
  choice.schema,
  phone.schema,
  email.schema,
  date.schema,
  place.schema,
  files.schema,
  yesNo.schema,
]);

export type AskStep = z.infer<typeof schema>;

const answerTypes: { [A in AskStep['answer']]: AnswerType<Extract<AskStep, { answer: A }>> } = {
  text,
  choice,
  phone,
  email,
  date,
  place,
  files,
  'yes-no': yesNo,
};

/** The table is typed by answer; looking it up by the step's own answer keeps the two together. */
const typeOf = (step: AskStep) => answerTypes[step.answer] as AnswerType<AskStep>;

const SKIP = 'bo-qua';

export const nameOf = (step: AskStep): string => step.save ?? step.id;

export const ask: StepType<AskStep> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => ({
    then: { type: 'wait' },
    effects: [turn.say(step.text, { options: options(step, turn) })],
  }),
  takesAnyText: (step) => typeOf(step).takesAnyText,
  options,
  hear: (step, input, turn) => {
    const skips = step.optional === true && isSkip(input, turn);
    // Where the question offers words of its own, such as "Không", they come first.
    const hasOwnWords = step.answer === 'choice' || step.answer === 'yes-no';
    if (skips && !hasOwnWords) return answered(step, { type: 'skipped' });
    const reading = typeOf(step).read(step, input, turn);
    switch (reading.type) {
      case 'miss':
        return skips ? answered(step, { type: 'skipped' }) : reading;
      case 'more':
        return {
          then: { type: 'wait' },
          answers: { [nameOf(step)]: reading.answer },
          effects: [
            turn.say(reading.text, {
              with: reading.with,
              options: options(step, withAnswer(turn, step, reading.answer)),
              shows: [nameOf(step)],
            }),
          ],
        };
      case 'answer':
        return answered(step, reading.answer, reading.step);
    }
  },
};

function answered(step: AskStep, answer: Answer, next?: string): Visit {
  const answers: Answers = { [nameOf(step)]: answer };
  return {
    then: { type: 'answered', answer: nameOf(step), ...(next && { step: next }) },
    ...(step.keep ? { kept: answers } : { answers }),
  };
}

function options(step: AskStep, turn: Turn): readonly Option[] {
  const own = typeOf(step).options?.(step, turn) ?? [];
  return step.optional && own.every(({ value }) => value !== 'du')
    ? [...own, { value: SKIP, title: turn.phrases.buttons.skip, also: turn.phrases.commands.skip }]
    : own;
}

const isSkip = (input: CitizenInput, turn: Turn): boolean =>
  (input.type === 'tap' && input.payload === SKIP) ||
  (input.type === 'text' &&
    [turn.phrases.buttons.skip, ...turn.phrases.commands.skip].some((word) => sameMessage(input.text, word)));

const withAnswer = (turn: Turn, step: AskStep, answer: Answer): Turn => ({
  ...turn,
  answers: { ...turn.answers, [nameOf(step)]: answer },
});
