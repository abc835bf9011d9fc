import { gather } from '../gather';
import type { Later } from '../later';
import { toInput } from '../messenger/to-input';
import type { Collection } from '../store/collection';
import type { EventDoc } from '../store/events';
import type { MessageDoc } from '../store/messages';
import { within } from './within';

/** As much of a message as can be read without opening it. */
export type Seen = Pick<MessageDoc, 'state' | 'by' | 'heldAt'>;

export type OwnEcho = { readonly messageId: string; readonly mid: string | undefined };

export type SettleEchoesDeps = {
  readonly ownAppId: string;
  readonly messages: Pick<Collection<MessageDoc>, 'peek'>;
  /** Messages of ours were seen on their way. */
  readonly settle: (echoes: readonly OwnEcho[]) => Promise<void>;
  /** Somebody believes that it did not arrive: then a turn settles it, which can tell him. */
  readonly isNews: (message: Seen) => boolean;
  /** The store takes nothing at the moment: it is not even asked. */
  readonly isAway: () => boolean;
  readonly later: Later;
};

type Outcome = 'unknown' | 'was sent' | 'news' | 'settled';

const CAP_MS = 250;
/**
 * Nobody waits for an echo's answer but Meta, and it has seconds. By then the call that sent the message is mostly
 * answered, too, and nothing is left to write.
 */
const WAIT_MS = 100;
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
  const settle = gather(together, async (echoes: readonly OwnEcho[]): Promise<readonly Outcome[]> => {
    const where = { id: { in: [...new Set(echoes.map(({ messageId }) => messageId))] } };
    const found = await deps.messages.peek({ where, sort: [], limit: echoes.length });
    const seen = new Map(found.map(({ doc }) => [doc.id, doc as Seen]));
    const outcomes = echoes.map(({ messageId }): Outcome => {
      const message = seen.get(messageId);
      if (message === undefined) return 'unknown';
      if (message.state === 'sent') return 'was sent';
      return deps.isNews(message) ? 'news' : 'settled';
    });
    const open = echoes.filter((_echo, at) => outcomes[at] === 'settled');
    if (open.length > 0) await deps.settle(open);
    return outcomes;
  });

  async function settleEcho(event: EventDoc): Promise<EventDoc | undefined> {
    if (event.kind !== 'echo' || event.state !== 'new' || deps.isAway()) return event;
    const meaning = toInput(event, deps.ownAppId);
    if (meaning.type === 'input') return event;
    if (meaning.type !== 'own-echo') return { ...event, state: 'done' };
    const { effectId: messageId, mid } = meaning;
    try {
      const outcome = await within(deps.later, CAP_MS, () => settle({ messageId, mid }));
      if (outcome === 'unknown') return { ...event, state: 'done' };
      return outcome === 'news' ? event : undefined;
    } catch {
      return event;
    }
  }

  return async (events) => (await Promise.all(events.map(settleEcho))).filter((event) => event !== undefined);
}
