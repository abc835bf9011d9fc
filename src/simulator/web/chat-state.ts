import type { LiveEvent, Marks, MessageView, StateView, ThreadView } from '../chat-contract';

/** `whole` once the server gave the thread; before, only what was heard live. */
export type LocalThread = ThreadView & { readonly whole: boolean };

export type ChatState = {
  readonly server: StateView | undefined;
  readonly threads: Readonly<Record<string, LocalThread>>;
  /** Who sees the dots of the page's typing. */
  readonly typing: Readonly<Record<string, boolean>>;
  readonly connected: boolean;
};

export type ChatNews =
  | LiveEvent
  | { readonly type: 'connected' }
  | { readonly type: 'lost' }
  | { readonly type: 'state-loaded'; readonly state: StateView }
  | { readonly type: 'thread-loaded'; readonly id: string; readonly thread: ThreadView };

export const startState: ChatState = { server: undefined, threads: {}, typing: {}, connected: true };

const noMarks: Marks = { seenByPage: 0, seenByCitizen: 0, undelivered: [] };

export function chatReducer(state: ChatState, news: ChatNews): ChatState {
  switch (news.type) {
    case 'connected':
      return { ...state, connected: true };
    case 'lost':
      return { ...state, connected: false, typing: {} };
    case 'state-loaded':
      return { ...state, connected: true, server: news.state };
    case 'thread-loaded': {
      const messages = merge(news.thread.messages, state.threads[news.id]?.messages ?? []);
      return withThread(state, news.id, { messages, marks: news.thread.marks, whole: true });
    }
    case 'message': {
      const thread = state.threads[news.id] ?? { messages: [], marks: noMarks, whole: false };
      const typing = news.message.from === 'citizen' ? state.typing : { ...state.typing, [news.id]: false };
      const next = withThread(state, news.id, {
        ...thread,
        messages: merge(thread.messages, [news.message]),
      });
      return { ...next, typing, server: next.server && withLast(next.server, news.id, news.message) };
    }
    case 'marks': {
      const thread = state.threads[news.id];
      const next = thread ? withThread(state, news.id, { ...thread, marks: news.marks }) : state;
      return { ...next, server: next.server && withRead(next.server, news.id, news.marks) };
    }
    case 'typing':
      return { ...state, typing: { ...state.typing, [news.id]: news.on } };
    case 'state':
      return state;
  }
}

const withThread = (state: ChatState, id: string, thread: LocalThread): ChatState => ({
  ...state,
  threads: { ...state.threads, [id]: thread },
});

/** A message may be heard live while the thread is still being fetched, so neither side alone is complete. */
function merge(some: readonly MessageView[], others: readonly MessageView[]): readonly MessageView[] {
  const known = new Set(some.map(({ mid }) => mid));
  const added = others.filter(({ mid }) => !known.has(mid));
  return added.length === 0 ? some : [...some, ...added].sort((a, b) => a.at - b.at);
}

function withLast(server: StateView, id: string, message: MessageView): StateView {
  const citizens = server.citizens.map((citizen) =>
    citizen.id === id
      ? { ...citizen, last: message, unread: message.from === 'citizen' ? 0 : citizen.unread + 1 }
      : citizen,
  );
  return { ...server, citizens };
}

function withRead(server: StateView, id: string, marks: Marks): StateView {
  const citizens = server.citizens.map((citizen) =>
    citizen.id === id && (citizen.last?.at ?? 0) <= marks.seenByCitizen ? { ...citizen, unread: 0 } : citizen,
  );
  return { ...server, citizens };
}
