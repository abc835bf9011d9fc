import type { Conversation } from '../conversation/conversation';
import type { FlowBook } from '../conversation/flow-book';
import type { Input } from '../conversation/input';
import { faultOf } from '../fault-of';
import type { Later } from '../later';
import type { PublishingDeps } from './deps';
import { loadFlowBook, type LoadedBook } from './load-book';
import { newestRelease } from './release';

/** How soon a process knows of what another one has published. */
const LOOK_EVERY_MS = 2_000;

export type LiveBook = {
  readonly current: () => FlowBook;
  /** The book for one turn: it knows every version that the turn needs, unless nobody ever published it. */
  readonly bookFor: (state: Conversation, input: Input) => FlowBook | Promise<FlowBook>;
  /** Looks at once for something newer. */
  readonly refresh: () => Promise<void>;
  /** Resolves when a look under way has ended. */
  readonly close: () => Promise<void>;
};

/**
 * The book of this process, renewed while it runs. A turn that has taken it keeps what it has: a book never changes,
 * it is only followed by another.
 * @param first what was loaded at the start
 */
export function openLiveBook(
  deps: Pick<PublishingDeps, 'flows' | 'flowReleases'> & {
    readonly later: Later;
    readonly log: {
      info(fields: object, message: string): void;
      error(fields: object, message: string): void;
    };
    /** Hears of every newer book. */
    readonly changed?: (book: FlowBook) => void;
    /** Runs with every look. */
    readonly looked?: () => Promise<void>;
  },
  first: LoadedBook,
): LiveBook {
  let loaded = first;
  let closed = false;
  let cancel = (): void => undefined;
  let running: Promise<void> = Promise.resolve();

  const refresh = async (): Promise<void> => {
    const release = await newestRelease(deps);
    if (!release || release.number <= loaded.release) return;
    const next = await loadFlowBook(deps);
    // Two looks may overtake each other.
    if (next.release <= loaded.release) return;
    loaded = next;
    deps.log.info({ release: next.release }, 'flows renewed');
    deps.changed?.(next.book);
  };
  const look = async (): Promise<void> => {
    try {
      await refresh();
      await deps.looked?.();
    } catch (error) {
      deps.log.error(faultOf(error), 'could not look for newer flows; the next look tries again');
    }
    if (!closed) lookLater();
  };
  const lookLater = (): void => {
    cancel = deps.later(LOOK_EVERY_MS, () => {
      running = look();
    });
  };
  lookLater();

  return {
    current: () => loaded.book,
    bookFor: (state, input) => {
      if (knows(loaded.book, state, input)) return loaded.book;
      return refresh().then(() => loaded.book);
    },
    refresh,
    close: () => {
      closed = true;
      cancel();
      return running;
    },
  };
}

function knows(book: FlowBook, { frames, trail }: Conversation, input: Input): boolean {
  const isKnown = (flow: string, version: number) => book.find(flow, version) !== undefined;
  return (
    frames.every(({ flow, version }) => isKnown(flow, version)) &&
    trail.every((asked) => asked.frames.every(({ flow, version }) => isKnown(flow, version))) &&
    (input.type !== 'flows-published' || input.flows.every(({ id, number }) => isKnown(id, number)))
  );
}
