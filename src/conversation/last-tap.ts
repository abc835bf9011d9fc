import type { Conversation } from './conversation';
import type { CitizenInput, Input } from './input';

/** A finger that slips, or a slow phone, taps twice within a moment; who taps later wants to be told something. */
const MOMENT_MS = 3_000;

/**
 * Whether this is the same button once more, a moment after or, delivered the other way round, before the tap that was
 * taken. Judged by Meta's times: how long a tap waited for its turn says nothing about the finger. After other words
 * the same button is pressed on purpose, unless it was pressed before them and only came later.
 */
export const isTapAgain = ({ lastTap, heardAt }: Conversation, input: Input & CitizenInput): boolean =>
  input.type === 'tap' &&
  lastTap?.payload === input.payload &&
  Math.abs(input.at - lastTap.at) <= MOMENT_MS &&
  (lastTap.wordsSince !== true || input.at < heardAt);

/** What the conversation remembers of the citizen's newest act, whatever came of it. */
export function noteHeard(
  conversation: Conversation,
  input: Input & CitizenInput,
  confidential: boolean,
): Pick<Conversation, 'heardAt' | 'lastTap' | 'stickers'> {
  const heardAt = Math.max(conversation.heardAt, input.at);
  // The first of several taps counts, so that whoever keeps tapping is answered in the end.
  const staysLast = input.type === 'tap' ? isTapAgain(conversation, input) : input.at < conversation.heardAt;
  if (staysLast) return { heardAt, lastTap: conversation.lastTap };
  const words = input.type === 'wordless' ? {} : { stickers: undefined };
  if (input.type !== 'tap')
    return {
      heardAt,
      ...words,
      lastTap: conversation.lastTap && { ...conversation.lastTap, wordsSince: true },
    };
  return {
    heardAt,
    ...words,
    lastTap: { payload: input.payload, at: input.at, ...(confidential && { confidential }) },
  };
}
