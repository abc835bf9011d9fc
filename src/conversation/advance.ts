import type { Conversation } from './conversation';
import { watchDraft } from './draft';
import type { Effect, EventMark } from './effects';
import type { FlowBook } from './flow-book';
import { hear } from './hear';
import { isFromCitizen, type Input } from './input';
import { noteHeard } from './last-tap';
import { noteText } from './last-text';
import { learn } from './learn';
import { isConfidential } from './make-turn';
import { stepIn, type Walked } from './walk';

export type Advanced = {
  readonly state: Conversation;
  readonly effects: readonly Effect[];
  /** What the event turned out to be. */
  readonly mark: EventMark;
};

/**
 * One turn: what the conversation becomes by one event, and what must happen in the world. Touches nothing.
 * @param now milliseconds; used for timers only, so that the same turn taken again says the same.
 * @throws when a flow is broken (see `walk`); the caller answers with `failTurn`.
 */
export function advance(book: FlowBook, conversation: Conversation, input: Input, now: number): Advanced {
  const scene = { eventId: input.eventId, now, at: input.at };
  const fromCitizen = isFromCitizen(input);
  const heard: Walked = fromCitizen
    ? hear(book, conversation, input, scene)
    : learn(book, conversation, input, scene);
  const walked = watchDraft(heard, scene);
  const confidential =
    walked.confidential === true ||
    isConfidential(book, conversation) ||
    isConfidential(book, walked.conversation);
  const noted: Conversation = {
    ...walked.conversation,
    ...(fromCitizen && noteHeard(conversation, input, confidential)),
    ...(fromCitizen && noteText(conversation, input)),
    ...(input.type === 'said-aside' && { heardAt: Math.max(conversation.heardAt, input.at) }),
  };
  const said = fromCitizen ? input : input.type === 'said-aside' ? input.said : undefined;
  const isHeard = said !== undefined || input.type === 'touched';
  const plain = isHeard && !confidential && Math.max(conversation.plainlyHeardAt ?? 0, input.at);
  const state = { ...noted, ...(plain && { plainlyHeardAt: plain }) };
  const mark = {
    confidential,
    identity: said !== undefined && said.type !== 'tap' && asksWho(book, conversation),
  };
  if (!state.holds || !letsThrough(input)) return { state, effects: walked.effects, mark };
  // Before what is said now: it was said before.
  return {
    state: { ...state, holds: undefined },
    effects: [{ type: 'deliver-held' }, ...walked.effects],
    mark,
  };
}

/** Whether Messenger may take now what it refused before. */
const letsThrough = (input: Input): boolean =>
  isFromCitizen(input) ||
  input.type === 'touched' ||
  input.type === 'thread-given' ||
  input.type === 'handed-back';

function asksWho(book: FlowBook, conversation: Conversation): boolean {
  const frame = conversation.frames.at(-1);
  if (!frame || conversation.speaker === 'officer') return false;
  const step = stepIn(book, frame);
  return step.type === 'ask' && step.identity === true;
}
