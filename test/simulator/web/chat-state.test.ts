import type { MessageView, StateView, ThreadView } from '../../../src/simulator/chat-contract';
import { chatReducer, startState, type ChatNews } from '../../../src/simulator/web/chat-state';

const message = (mid: string, at: number, from: MessageView['from'] = 'page'): MessageView => ({
  mid,
  at,
  from,
  text: mid,
});
const thread = (...messages: MessageView[]): ThreadView => ({
  messages,
  marks: { seenByPage: 0, seenByCitizen: 0, undelivered: [] },
});
const server: StateView = {
  pageName: 'Trang',
  citizens: [{ id: 'c1', name: 'An', unread: 0, isTaken: false }],
  menu: { getStarted: 'X', iceBreakers: [], items: [] },
  switches: { duplicate: false, outOfOrder: false, batch: false, tokenExpired: false },
  faultsLeft: false,
  usedPercent: 0,
  now: 0,
};
const after = (...news: ChatNews[]) => news.reduce(chatReducer, startState);
const mids = (state: ReturnType<typeof after>): string[] =>
  state.threads.c1?.messages.map(({ mid }) => mid) ?? [];

describe('what the chat page knows', () => {
  it('keeps a message that arrives while the thread is still being fetched, once and in order', () => {
    const heard: ChatNews = { type: 'message', id: 'c1', message: message('hai', 2) };
    expect(
      mids(after(heard, { type: 'thread-loaded', id: 'c1', thread: thread(message('một', 1)) })),
    ).toEqual(['một', 'hai']);
    expect(
      mids(
        after(
          { type: 'thread-loaded', id: 'c1', thread: thread(message('một', 1), message('hai', 2)) },
          heard,
        ),
      ),
    ).toEqual(['một', 'hai']);
    const early: ChatNews = { type: 'message', id: 'c1', message: message('một', 1) };
    expect(mids(after(heard, early))).toEqual(['một', 'hai']);
  });

  it('ends the dots with the next message of the page, not with one of the citizen', () => {
    const typing: ChatNews = { type: 'typing', id: 'c1', on: true };
    expect(after(typing, { type: 'message', id: 'c1', message: message('a', 1, 'citizen') }).typing.c1).toBe(
      true,
    );
    expect(after(typing, { type: 'message', id: 'c1', message: message('a', 1, 'page') }).typing.c1).toBe(
      false,
    );
    expect(after(typing, { type: 'lost' }).typing.c1).toBeUndefined();
  });

  it('counts unread messages until they are read or answered', () => {
    const loaded: ChatNews = { type: 'state-loaded', state: server };
    const two: ChatNews[] = [1, 2].map((at) => ({
      type: 'message',
      id: 'c1',
      message: message(`m${at}`, at),
    }));
    expect(after(loaded, ...two).server?.citizens[0]).toMatchObject({ unread: 2, last: { mid: 'm2' } });
    const marks = (seenByCitizen: number): ChatNews => ({
      type: 'marks',
      id: 'c1',
      marks: { seenByPage: 0, seenByCitizen, undelivered: [] },
    });
    expect(after(loaded, ...two, marks(1)).server?.citizens[0]?.unread).toBe(2);
    expect(after(loaded, ...two, marks(2)).server?.citizens[0]?.unread).toBe(0);
    expect(
      after(loaded, ...two, { type: 'message', id: 'c1', message: message('m3', 3, 'citizen') }).server
        ?.citizens[0]?.unread,
    ).toBe(0);
  });

  it('says when the line is cut and when it is back', () => {
    expect(after({ type: 'lost' }).connected).toBe(false);
    expect(after({ type: 'lost' }, { type: 'state-loaded', state: server }).connected).toBe(true);
  });
});
