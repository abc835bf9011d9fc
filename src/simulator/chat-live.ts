import type { RequestHandler } from 'express';
import type { LiveEvent } from './chat-contract';
import { marksOf, messageView } from './chat-views';
import type { Faults } from './faults';
import type { Ledger, News } from './ledger';
import type { MovableClock } from './movable-clock';
import type { Simulator } from './simulator-contract';

export type ChatDeps = {
  readonly simulator: Omit<Simulator, 'router'>;
  readonly ledger: Ledger;
  readonly clock: MovableClock;
  readonly faults: Faults;
  readonly pageName: string;
  /** Where the simulator is mounted on the page's host. */
  readonly mount: string;
  /** Connections that stay open, to be cut at the end. */
  readonly hanging: Set<() => void>;
};

const heartbeatMs = 15_000;

/** Server-sent events: what happens in any thread, as it happens. */
export function createChatLive(deps: ChatDeps): RequestHandler {
  return (request, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    response.write('retry: 1500\n\n');
    const stopListening = deps.ledger.listen((news) => {
      const event = liveEvent(deps, news);
      if (event) response.write(`data: ${JSON.stringify(event)}\n\n`);
    });
    const heartbeat = setInterval(() => response.write(': \n\n'), heartbeatMs);
    const cut = (): void => void response.end();
    deps.hanging.add(cut);
    request.socket.once('close', () => {
      stopListening();
      clearInterval(heartbeat);
      deps.hanging.delete(cut);
    });
  };
}

function liveEvent({ ledger, mount }: ChatDeps, news: News): LiveEvent | undefined {
  const { state } = ledger;
  const marks = (psid: string): LiveEvent | undefined => {
    const thread = state.threads.get(psid);
    return thread && { type: 'marks', id: thread.citizen.id, marks: marksOf(state, thread) };
  };
  switch (news.type) {
    case 'message': {
      const thread = state.threads.get(news.message.psid);
      return (
        thread && { type: 'message', id: thread.citizen.id, message: messageView(state, news.message, mount) }
      );
    }
    case 'typing': {
      const thread = state.threads.get(news.psid);
      return thread && { type: 'typing', id: thread.citizen.id, on: news.on };
    }
    case 'seen':
      return marks(news.psid);
    case 'webhook':
      return news.webhook.mid === undefined ? undefined : marks(news.webhook.lane);
    case 'webhook-done':
      return news.lane === undefined ? undefined : marks(news.lane);
    case 'citizen':
    case 'owner':
    case 'profile':
    case 'switches':
    case 'clock':
      return { type: 'state' };
    default:
      return undefined;
  }
}
