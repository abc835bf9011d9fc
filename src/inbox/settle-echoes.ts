import { gather } from '../gather';
import type { Later } from '../later';
import { toInput } from '../messenger/to-input';
import type { Collection } from '../store/collection';
import type { EventDoc } from '../store/events';
import type { MessageDoc } from '../store/messages';
import { within } from './within';

/** As much of a message as can be read without opening it. */
export type Seen = Pick<MessageDoc, 'state' | 'by' | 'heldAt'>;

export type SettleEchoesDeps = {
  readonly ownAppId: string;
  readonly messages: Pick<Collection<MessageDoc>, 'peek'>;
  /** A message of ours was seen on its way. */
  readonly settle: (messageId: string, mid: string | undefined) => Promise<void>;
  /** Somebody believes that it did not arrive: then a turn settles it, which can tell him. */
  readonly isNews: (message: Seen) => boolean;
  /** The store takes nothing at the moment: it is not even asked. */
  readonly isAway: () => boolean;
  readonly later: Later;
};

const CAP_MS = 250;
/** Nobody waits for an echo's answer but Meta, and it has seconds. */
const WAIT_MS = 50;
const MOST_AT_ONCE = 100;

/**
 * Works off the echoes of our own messages at the door, where there are more of them than of anything else. An echo
 * says that a message went out: the message remembers that, stands in the transcript, and is all that is kept of it.
 * One whose message is not there (the store was put back to an earlier state) is kept as an event; so is one that
 * cannot be settled now, or is news to an officer, for a turn to do it.
 * @returns the events that are to be stored
 */
export function settleEchoes(
  deps: SettleEchoesDeps,
): (events: readonly EventDoc[]) => Promise<readonly EventDoc[]> {
  const together = { most: MOST_AT_ONCE, underWay: 2, wait: { ms: WAIT_MS, later: deps.later } };
  const lookAt = gather(together, async (ids: readonly string[]) => {
    const where = { id: { in: [...new Set(ids)] } };
    const found = await deps.messages.peek({ where, sort: [], limit: ids.length });
    const seen = new Map(found.map(({ doc }) => [doc.id, doc]));
    return ids.map((id) => seen.get(id) as Seen | undefined);
  });

  async function settleEcho(event: EventDoc): Promise<EventDoc | undefined> {
    if (event.kind !== 'echo' || event.state !== 'new' || deps.isAway()) return event;
    const meaning = toInput(event, deps.ownAppId);
    if (meaning.type === 'input') return event;
    if (meaning.type !== 'own-echo') return { ...event, state: 'done' };
    const { effectId, mid } = meaning;
    try {
      return await within(deps.later, CAP_MS, async () => {
        const message = await lookAt(effectId);
        if (message === undefined) return { ...event, state: 'done' as const };
        if (message.state === 'sent') return undefined;
        if (deps.isNews(message)) return event;
        await deps.settle(effectId, mid);
        return undefined;
      });
    } catch {
      return event;
    }
  }

  return async (events) => (await Promise.all(events.map(settleEcho))).filter((event) => event !== undefined);
}
