import { faultOf } from '../fault-of';
import type { Later } from '../later';
import type { ChangeOf, Collection } from '../store/collection';
import type { EventDoc } from '../store/events';

type Mark = ChangeOf<EventDoc>['set'];

/**
 * Writes down which events were taken, a moment later and many at once: a turn's commit knows them already, so nobody
 * has to wait for it, and a crash in between costs a look at the conversation.
 */
export type EventMarks = {
  /**
   * Resolves at once, unless so many of the conversation wait that its document could forget the first of them.
   * @param written hears when it is done
   * @throws when it had to be waited for and the store fails
   */
  add(event: Pick<EventDoc, 'id' | 'conversationId'>, set: Mark, written?: () => void): Promise<void>;
  /** Taken, and not yet written down. */
  isWaiting(eventId: string): boolean;
  /** @throws when the store fails; then they are tried again. */
  flush(): Promise<void>;
  /** What cannot be written now, the next start finds out again. */
  close(): Promise<void>;
};

export type EventMarksDeps = {
  readonly events: Pick<Collection<EventDoc>, 'mark'>;
  readonly later: Later;
  readonly log: { warn(fields: object, message: string): void };
};

type Waiting = {
  readonly conversationId: string;
  readonly set: Mark;
  readonly written: (() => void) | undefined;
};

const WAIT_MS = 200;
const RETRY_MS = 1_000;
/** Far fewer than a conversation remembers of its handled events. */
const MOST_OF_ONE = 20;
const MOST_AT_ONCE = 500;

export function eventMarks({ events, later, log }: EventMarksDeps): EventMarks {
  const waiting = new Map<string, Waiting>();
  let callOff: (() => void) | undefined;
  let flushing: Promise<void> | undefined;

  const countOf = (conversationId: string): number => {
    let count = 0;
    for (const one of waiting.values()) if (one.conversationId === conversationId) count += 1;
    return count;
  };

  function schedule(ms: number): void {
    callOff ??= later(ms, () => {
      callOff = undefined;
      flush().catch((error: unknown) => {
        log.warn(faultOf(error), 'handled events could not be marked; they are tried again');
        schedule(RETRY_MS);
      });
    });
  }

  async function write(): Promise<void> {
    while (waiting.size > 0) {
      const batch = [...waiting].slice(0, MOST_AT_ONCE);
      await events.mark(batch.map(([id, { set }]) => ({ id, set })));
      for (const [id, one] of batch) {
        if (waiting.get(id) === one) waiting.delete(id);
        one.written?.();
      }
    }
  }

  const flush = (): Promise<void> => (flushing ??= write().finally(() => (flushing = undefined)));

  return {
    add: async ({ id, conversationId }, set, written) => {
      waiting.set(id, { conversationId, set, written });
      schedule(WAIT_MS);
      if (waiting.size >= MOST_OF_ONE && countOf(conversationId) >= MOST_OF_ONE) await flush();
    },
    isWaiting: (eventId) => waiting.has(eventId),
    flush,
    close: async () => {
      callOff?.();
      await flush().catch(() => undefined);
    },
  };
}
