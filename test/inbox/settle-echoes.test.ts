import { settleEchoes } from '../../src/inbox/settle-echoes';
import type { EventDoc } from '../../src/store/events';
import type { MessageDoc } from '../../src/store/messages';
import { ownAppId } from '../support/payload-files';

const event = (message: object, different: Partial<EventDoc> = {}): EventDoc => ({
  id: 'e',
  conversationId: 'c',
  pageId: 'p',
  psid: '1',
  at: 1,
  arrival: 100,
  kind: 'echo',
  state: 'new',
  shown: false,
  body: { message: { mid: 'm_1', is_echo: true, ...message } },
  confidential: false,
  identity: false,
  ...different,
});
const own = { app_id: ownAppId, metadata: 'effect-1' };

/** @param state of the message that the echoes are of; null where there is none */
type Door = {
  readonly state?: MessageDoc['state'] | null;
  readonly fails?: boolean;
  readonly hangs?: boolean;
  readonly isAway?: boolean;
  readonly isNews?: boolean;
};
function door({
  state = 'sending',
  fails = false,
  hangs = false,
  isAway = false,
  isNews = false,
}: Door = {}) {
  const settled: unknown[] = [];
  const asked: unknown[] = [];
  let lapse = (): void => undefined;
  const work = settleEchoes({
    ownAppId,
    isAway: () => isAway,
    isNews: () => isNews,
    later: (ms, run) => {
      // What waits for company does not wait long; what takes too long is told when it hangs.
      if (ms <= 100) setImmediate(run);
      else lapse = run;
      return () => undefined;
    },
    messages: {
      peek: async ({ where }) => {
        asked.push(where);
        if (state === null) return [];
        const { in: ids } = where.id as { in: string[] };
        return ids.map((id) => ({ doc: { id, state }, version: 1, cursor: '' }));
      },
    },
    settle: async (echoes) => {
      if (fails) throw new Error('away');
      if (hangs) await new Promise(() => setImmediate(lapse));
      settled.push(...echoes.map(({ messageId, mid }) => [messageId, mid]));
    },
  });
  return {
    settled,
    asked,
    work,
    states: async (...events: EventDoc[]) => (await work(events)).map(({ state: stored }) => stored),
  };
}

test('our own echo settles its message, which is all that is kept of it', async () => {
  const { settled, states } = door();
  expect(await states(event(own))).toEqual([]);
  expect(settled).toEqual([['effect-1', 'm_1']]);
});

test('an echo that is news to an officer is kept for a turn, which tells him', async () => {
  const { settled, states } = door({ state: 'failed', isNews: true });
  expect(await states(event(own))).toEqual(['new']);
  expect(settled).toEqual([]);
});

test('the echo of a message that is known to be sent changes nothing', async () => {
  const { settled, states } = door({ state: 'sent' });
  expect(await states(event(own))).toEqual([]);
  expect(settled).toEqual([]);
});

test('echoes that come within a moment are looked up together, each message once', async () => {
  const { asked, work, settled } = door();
  const other = event({ ...own, mid: 'm_2', metadata: 'effect-2' }, { id: 'f' });
  await Promise.all([work([event(own)]), work([other]), work([event(own)])]);
  expect(asked).toEqual([{ id: { in: ['effect-1', 'effect-2'] } }]);
  expect(settled).toHaveLength(3);
});

test('the echo of a message that is not there is kept, and needs no turn', async () => {
  const { settled, states } = door({ state: null });
  expect(await states(event(own))).toEqual(['done']);
  expect(settled).toEqual([]);
});

test('our own echo without metadata has nothing to settle', async () => {
  const { settled, states } = door();
  expect(await states(event({ app_id: ownAppId }))).toEqual(['done']);
  expect(settled).toEqual([]);
});

test('what a person typed in the page’s inbox, and what a citizen says, wait for their turn', async () => {
  const { settled, states } = door();
  const staff = event({ app_id: '263902037430900', text: 'Chào anh' });
  const citizen = event({ is_echo: undefined, text: 'xin chào' }, { kind: 'message' });
  expect(await states(staff, citizen, event(own, { state: 'skipped' }))).toEqual(['new', 'new', 'skipped']);
  expect(settled).toEqual([]);
});

test.each([
  ['fails', { fails: true }],
  ['hangs', { hangs: true }],
  ['is known to be away', { isAway: true }],
])('where the store %s the echo is left to its turn', async (_what, how) => {
  const { settled, states } = door(how);
  expect(await states(event(own))).toEqual(['new']);
  expect(settled).toEqual([]);
});
