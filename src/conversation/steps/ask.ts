import { z } from 'zod';
import type { Answer, Answers } from '../answer';
import type { CitizenInput } from '../input';
import { sameMessage } from '../../language/same-message';
import {
  endsClearly,
  gather,
  isEnough,
  joined,
  readBack,
  waitForMore,
  type Gathered,
  wordsOf,
} from '../gathering';
import {
  isMiss,
  type AnswerType,
  type Miss,
  type Option,
  type StepType,
  type Turn,
  type Visit,
} from '../turn';
import { choice } from './answers/choice';
import { date } from './answers/date';
import { email } from './answers/email';
import { files } from './answers/files';
import { phone } from './answers/phone';
import { place } from './answers/place';
import { receivers } from './answers/receivers';
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
  receivers.schema,
]);

export type AskStep = z.infer<typeof schema>;
type TextStep = Extract<AskStep, { answer: 'text' }>;

const answerTypes: { [A in AskStep['answer']]: AnswerType<Extract<AskStep, { answer: A }>> } = {
  text,
  choice,
  phone,
  email,
  date,
  place,
  files,
  'yes-no': yesNo,
  receivers,
};

/** The table is typed by answer; looking it up by the step's own answer keeps the two together. */
const typeOf = (step: AskStep) => answerTypes[step.answer] as AnswerType<AskStep>;

const SKIP = 'bo-qua';

export const nameOf = (step: AskStep): string => step.save ?? step.id;

export const ask: StepType<AskStep> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    const asked = turn.say(step.text, { options: options(step, turn) });
    // Come back from a side question: what was gathered before it still waits.
    const gathered = turn.frame.gathered && { ...turn.frame.gathered, until: silenceOf(step, turn) };
    if (!gathered) return { then: { type: 'wait' }, effects: [asked] };
    return { then: { type: 'wait' }, frame: { gathered }, effects: [asked, waitForMore(gathered)] };
  },
  takesAnyText: (step) => typeOf(step).takesAnyText,
  options,
  hear: (step, input, turn) => {
    const skips = step.optional === true && isSkip(input, turn);
    // Where the question offers words of its own, such as "Không", they come first.
    const hasOwnWords = step.answer === 'choice' || step.answer === 'yes-no';
    if (skips && !hasOwnWords && !turn.frame.gathered) return answered(step, { type: 'skipped' });
    if (step.answer === 'text' && step.gather !== undefined) return hearPart(step, input, turn);
    // Said to the question before, which a silence had closed already: it is no name and no place.
    const isLate = (step.answer === 'text' || step.answer === 'place') && isEnough(input, turn);
    if (isLate) return { type: 'miss' };
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

/** A message that may be only a part of the answer: unless it ends like a whole one, more is waited for. */
function hearPart(step: TextStep, input: CitizenInput, turn: Turn): Visit | Miss {
  const { gathered } = turn.frame;
  // "Bỏ qua" is no part of an answer either, not even where the question cannot be skipped.
  if (isEnough(input, turn) || isSkip(input, turn))
    return gathered ? finish(step, gathered, turn) : { type: 'miss' };
  const more = gather(gathered, input, { at: turn.at, until: silenceOf(step, turn) });
  if (!more) return { type: 'miss' };
  const whole = endsClearly(wordsOf(input)) ? finish(step, more, turn) : undefined;
  if (whole && !isMiss(whole)) return whole;
  return { then: { type: 'wait' }, frame: { gathered: more }, effects: [waitForMore(more)] };
}

function finish(step: TextStep, gathered: Gathered, turn: Turn): Visit | Miss {
  const reading = text.read(step, { type: 'text', text: joined(gathered) }, turn);
  if (reading.type !== 'answer') return { type: 'miss' };
  const visit = answered(step, reading.answer);
  const told = turn.frame.gathered ? readBack(gathered, turn, nameOf(step)) : [];
  return { ...visit, frame: { gathered: undefined }, effects: told };
}

const silenceOf = (step: AskStep, { now }: Turn): number =>
  now + (step.answer === 'text' ? (step.gather ?? 0) : 0) * 1_000;

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
