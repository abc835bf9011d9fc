import type { Conversation, Frame } from './conversation';
import type { FlowBook } from './flow-book';
import type { CitizenInput } from './input';
import { limits } from './limits';
import { makeTurn, type Scene } from './make-turn';
import { OFFICER_FLOW } from './officer-speaks';
import { commandPayload } from './payload';
import { stepTypeOf } from './steps';
import type { Miss, Option } from './turn';
import { stepIn, type Walked } from './walk';

/**
 * An answer that does not fit: the step's own hint, then the hint and the question, then a person. The options are
 * offered each time, because quick replies vanish with the next message.
 */
export function miss(
  book: FlowBook,
  conversation: Conversation,
  frame: Frame,
  input: CitizenInput,
  scene: Scene,
  { why, with: values }: Miss,
): Walked {
  const step = stepIn(book, frame);
  const turn = makeTurn(book, conversation, frame, scene);
  const options = stepTypeOf(step).options?.(step, turn) ?? [];
  const { phrases } = book;
  // A file or a sticker is no wrong answer: it does not count.
  if (input.type === 'files') return { conversation, effects: [turn.say(phrases['file-kept'], { options })] };
  const hint = why ?? ('hint' in step ? step.hint : phrases['not-understood']);
  const question = 'text' in step ? step.text : '';
  const officer: Option = {
    value: commandPayload({ type: 'call', flow: OFFICER_FLOW }),
    title: phrases.buttons.officer,
  };
  // Last, so that the numbers of the others stay what they were; and once, where the question offers it itself.
  const isOffered = options.some(({ title }) => title === officer.title);
  const offered =
    book.current.has(OFFICER_FLOW) && !isOffered
      ? [...options.slice(0, limits.quickReplies - 1), officer]
      : options;
  if (input.type === 'wordless') {
    const stickers = (conversation.stickers ?? 0) + 1;
    const lead = stickers === 1 ? phrases.wordless : stickers % 2 === 0 ? hint : phrases['offer-officer'];
    const text = `${lead}\n\n${question}`.trim();
    return {
      conversation: { ...conversation, stickers },
      effects: [turn.say(text, { with: values, options })],
    };
  }

  const misses = conversation.misses + 1;
  const counted = { ...conversation, misses };
  // A reason of its own says more than that something was not understood.
  if (misses === 1 || (misses === 2 && why))
    return { conversation: counted, effects: [turn.say(hint, { with: values, options })] };
  if (misses === 2) {
    // The hint is part of the text, not a value in it: its own names are filled in too.
    const text = `${phrases['not-understood'].replace('{hint}', () => hint)}\n\n${question}`.trim();
    return { conversation: counted, effects: [turn.say(text, { with: values, options })] };
  }
  const text = misses % 2 === 1 ? phrases['offer-officer'] : `${hint}\n\n${question}`.trim();
  return { conversation: counted, effects: [turn.say(text, { with: values, options: offered })] };
}
