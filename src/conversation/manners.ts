import { isInsulting } from '../language/insults';
import { sameMessage } from '../language/same-message';
import type { Conversation } from './conversation';
import type { Effect } from './effects';
import { findCommand } from './find-command';
import type { FlowBook } from './flow-book';
import type { CitizenInput, Input } from './input';
import { isConfidential, sayIn } from './make-turn';
import { newestOpen, OFFICER_FLOW } from './officer-speaks';
import { commandPayload } from './payload';

const MINUTE_MS = 60_000;
/** A second insult within a day pauses the automatic answers for half an hour. */
const REMEMBERED_MS = 24 * 60 * MINUTE_MS;
const PAUSE_MS = 30 * MINUTE_MS;
const MOST_A_MINUTE = 20;

export type Minded = {
  readonly conversation: Conversation;
  /** Said before the answer. */
  readonly said: readonly Effect[];
  /** The message stays in the transcript, but is no answer to anything … */
  readonly silent: boolean;
  /** … except to a question that collects, which takes it without a word. */
  readonly collects?: true;
  /** Typed words that are the button below the pause. */
  readonly input?: CitizenInput;
};

/** What good manners ask for before a message is answered; while an officer speaks, nothing. */
export function mind(book: FlowBook, before: Conversation, input: Input & CitizenInput): Minded {
  const counted = count(before, input);
  // What was meant for an officer who fell silent goes to his case, whatever its manners.
  if (counted.speaker === 'officer' || counted.silenceBroken)
    return { conversation: counted, said: [], silent: false };
  const say = (text: string, options?: Parameters<typeof sayIn>[4]) =>
    sayIn(book, counted, undefined, text, options);

  if ((counted.flood?.count ?? 0) > MOST_A_MINUTE && input.type !== 'tap') {
    const isFirst = counted.flood?.count === MOST_A_MINUTE + 1;
    return {
      conversation: counted,
      said: isFirst ? [say(book.phrases.flood)] : [],
      silent: true,
      collects: true,
    };
  }
  const { pausedUntil, ...rest } = counted;
  const conversation: Conversation = rest;
  const paused = pausedUntil !== undefined && input.at < pausedUntil && !wakes(book, input);
  if (paused) return { conversation: counted, said: reach(book, counted, input), silent: true };

  if (pausedUntil !== undefined && input.type === 'text' && isResume(book, input.text)) {
    const tap = { type: 'tap', payload: commandPayload({ type: 'no' }), title: input.text } as const;
    return { conversation, said: [], silent: false, input: tap };
  }

  const words = input.type === 'text' || input.type === 'files' ? (input.text ?? '') : '';
  if (isInsulting(words)) {
    const again = conversation.insultedAt !== undefined && input.at - conversation.insultedAt < REMEMBERED_MS;
    const marked = { ...conversation, insultedAt: input.at };
    if (!again) return { conversation: marked, said: [say(book.phrases.insulted)], silent: false };
    const { buttons, paused: text } = book.phrases;
    const options = [
      { value: commandPayload({ type: 'no' }), title: buttons.resume },
      { value: commandPayload({ type: 'call', flow: OFFICER_FLOW }), title: buttons.officer },
    ];
    return {
      conversation: { ...marked, pausedUntil: input.at + PAUSE_MS },
      said: [...reach(book, conversation, input), say(text, { options })],
      silent: true,
    };
  }
  return { conversation, said: [], silent: false };
}

/** How many came within this minute. */
function count(conversation: Conversation, input: Input & CitizenInput): Conversation {
  const { flood } = conversation;
  const isSame = flood !== undefined && input.at - flood.since < MINUTE_MS;
  return {
    ...conversation,
    flood: isSame ? { ...flood, count: flood.count + 1 } : { since: input.at, count: 1 },
  };
}

/** What ends a pause: a button, or a command. */
function wakes(book: FlowBook, input: CitizenInput): boolean {
  if (input.type === 'tap') return true;
  if (input.type !== 'text') return false;
  return isResume(book, input.text) || findCommand(book, input.text, true) !== undefined;
}

const isResume = (book: FlowBook, said: string) => sameMessage(said, book.phrases.buttons.resume);

/** An officer reads what comes meanwhile in the case that is open, if it is of the same secrecy. */
function reach(
  book: FlowBook,
  conversation: Conversation,
  { eventId }: Pick<Input, 'eventId'>,
): readonly Effect[] {
  const open = newestOpen(conversation);
  // At rest, what comes after a tố cáo belongs to it.
  const isSecret =
    isConfidential(book, conversation) || (conversation.frames.length === 0 && open?.kind === 'to-cao');
  if (!open || (open.kind === 'to-cao') !== isSecret) return [];
  return [{ type: 'add-to-case', caseId: open.id, eventId }];
}
