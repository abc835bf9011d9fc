import { liveNotice, type LiveNotice } from '../../contract';
import type { LiveState } from './live-state';

/** As much of an EventSource as is used here. */
export type Stream = {
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  close(): void;
};

export type LiveDeps = {
  readonly connect: () => Stream;
  /** Runs something later; returns how to call it off. */
  readonly later: (ms: number, run: () => void) => () => void;
};

export type LiveListener = {
  readonly state: (state: LiveState) => void;
  readonly notices: (notices: readonly LiveNotice[]) => void;
  /** Connected again: whatever happened meanwhile went unheard. */
  readonly back: () => void;
};

const gatherFor = 200;
const waits = [1_000, 2_000, 4_000, 8_000, 15_000] as const;

/**
 * Listens to the server's notices and keeps trying when the stream breaks. An EventSource by itself gives up for
 * good on an answer such as 502, so each new try is made here. Notices that come close together are told together.
 * @returns how to stop.
 */
export function openLive(deps: LiveDeps, listener: LiveListener): () => void {
  let failures = 0;
  let gathered: LiveNotice[] = [];
  let stream: Stream | undefined;
  let cancelRetry = (): void => undefined;
  let cancelTell: (() => void) | undefined;

  const tell = (): void => {
    const told = gathered;
    gathered = [];
    cancelTell = undefined;
    listener.notices(told);
  };

  const connect = (): void => {
    const opened = deps.connect();
    stream = opened;
    opened.onopen = () => {
      const wasLost = failures > 0;
      failures = 0;
      listener.state('open');
      if (wasLost) listener.back();
    };
    opened.onmessage = (event) => {
      const notice = parseNotice(event.data);
      if (notice === undefined) return;
      gathered.push(notice);
      cancelTell ??= deps.later(gatherFor, tell);
    };
    opened.onerror = () => {
      opened.close();
      const wait = waits[Math.min(failures, waits.length - 1)] ?? 15_000;
      failures += 1;
      listener.state('lost');
      cancelRetry = deps.later(wait, connect);
    };
  };

  connect();
  return () => {
    cancelRetry();
    cancelTell?.();
    stream?.close();
  };
}

/** A notice of a kind that a newer server knows and this page does not is passed over. */
function parseNotice(data: unknown): LiveNotice | undefined {
  try {
    return liveNotice.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
}
