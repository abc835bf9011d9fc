import { dayOf, addDays, minuteOf, startOf } from '../language/day';
import type { Conversation } from './conversation';
import { discard } from './discard';
import type { Effect } from './effects';
import type { FlowBook } from './flow-book';
import { isSent } from './is-sent';
import { isConfidential, sayIn, type Scene } from './make-turn';
import { walk, type Walked } from './walk';

/** Looks after an intake that was begun and not sent. */
export const DRAFT = 'draft';

const HOUR_MS = 3_600_000;
const NUDGE_AFTER_MS = 2 * HOUR_MS;
/** Past this the window that Meta gives may close before the message arrives. */
const WINDOW_MS = 23 * HOUR_MS;
/** After such a silence nobody remembers what was asked. */
const LONG_SILENCE_MS = 24 * HOUR_MS;
/** Talks that become no case are kept for a year after the last word. */
export const KEPT_MS = 365 * 24 * HOUR_MS;
/** Nobody is written to before seven in the morning or after nine in the evening. */
const MORNING = 7 * 60;
const EVENING = 21 * 60;

const MINUTE_MS = 60_000;

export const hasDraft = (conversation: Conversation): boolean =>
  conversation.frames.length > 0 && Object.keys(conversation.answers).length > 0 && !isSent(conversation);

export const isBackAfterLong = (conversation: Conversation, at: number): boolean =>
  hasDraft(conversation) && conversation.heardAt > 0 && at - conversation.heardAt > LONG_SILENCE_MS;

/** A last question about what was sent already, which nobody answered for long: it is over. */
export const isLeftOpen = (conversation: Conversation, at: number): boolean =>
  isSent(conversation) && at - conversation.heardAt > LONG_SILENCE_MS;

/**
 * What makes the words so far more than a draft: they are in a case, or a person took part. They stay when the draft is
 * thrown away.
 */
const keepsWords: ReadonlySet<Effect['type']> = new Set([
  'open-case',
  'add-to-case',
  'ask-for-officer',
  'staff-answered',
  'staff-took',
]);

/**
 * Looks after a draft from its first answer on: sets its one timer, which moves itself afterwards, and notes since when
 * nobody but the citizen and the bot has spoken.
 */
export function watchDraft(walked: Walked, { now, at }: Pick<Scene, 'now' | 'at'>): Walked {
  const { conversation, effects } = walked;
  if (!hasDraft(conversation)) return walked;
  const { draft, speaker, onFacebook } = conversation;
  const isKept =
    speaker === 'officer' || onFacebook !== undefined || effects.some(({ type }) => keepsWords.has(type));
  const since = isKept ? undefined : (draft?.since ?? at);
  if (draft)
    return draft.since === since
      ? walked
      : { ...walked, conversation: { ...conversation, draft: { ...draft, since } } };
  return {
    ...walked,
    conversation: { ...conversation, draft: { since } },
    effects: [...effects, lookAgain(now + NUDGE_AFTER_MS)],
  };
}

const lookAgain = (dueAt: number): Effect => ({ type: 'set-timer', name: DRAFT, dueAt });

/**
 * The timer is due: reminds once, within Messenger's window and at a decent hour; much later deletes what was never
 * sent. A tố cáo is not reminded of: somebody else may look at the phone.
 */
export function lookAfterDraft(book: FlowBook, conversation: Conversation, scene: Scene): Walked {
  const { heardAt, draft, speaker, confirming } = conversation;
  if (!hasDraft(conversation)) return { conversation: { ...conversation, draft: undefined }, effects: [] };
  const deleteAt = heardAt + KEPT_MS;
  if (scene.now >= deleteAt) {
    const discarded = discard(conversation, 'too-old');
    return {
      ...discarded,
      conversation: { ...discarded.conversation, lastTap: undefined, lastText: undefined },
    };
  }
  const isSilent = draft?.nudged === true || speaker === 'officer' || isConfidential(book, conversation);
  const nudgeAt = isSilent ? undefined : nudgeTime(heardAt);
  if (nudgeAt === undefined || scene.now > heardAt + WINDOW_MS)
    return { conversation, effects: [lookAgain(deleteAt)] };
  if (scene.now < nudgeAt) return { conversation, effects: [lookAgain(nudgeAt)] };
  const said = sayIn(book, conversation, undefined, book.phrases.nudge);
  const asked = confirming ? { conversation, effects: [] } : walk(book, conversation, scene);
  return {
    conversation: { ...asked.conversation, draft: { ...draft, nudged: true } },
    effects: [said, ...asked.effects, lookAgain(deleteAt)],
  };
}

/** When to remind somebody who was last heard then; `undefined` where no decent hour lies within the window. */
export function nudgeTime(heardAt: number): number | undefined {
  const soon = heardAt + NUDGE_AFTER_MS;
  const minute = minuteOf(soon);
  const today = dayOf(soon);
  const decent =
    minute < MORNING
      ? startOf(today) + MORNING * MINUTE_MS
      : minute >= EVENING
        ? startOf(addDays(today, 1)) + MORNING * MINUTE_MS
        : soon;
  return decent <= heardAt + WINDOW_MS ? decent : undefined;
}
