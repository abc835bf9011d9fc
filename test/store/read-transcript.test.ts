import fc from 'fast-check';
import { idOfMid, readMessagingItem } from '../../src/messenger/events';
import { BadCursor } from '../../src/store/cursor';
import type { EventDoc } from '../../src/store/events';
import type { MessageDoc } from '../../src/store/messages';
import { readTranscript, type Said } from '../../src/store/read-transcript';
import { frozenClock } from '../support/frozen-clock';
import { ownAppId, pageId } from '../support/payload-files';
import { tempStore, type TempStore } from '../support/temp-store';

const start = 1_790_000_000_000;
const psid = '7390123456789012';
let temp: TempStore;
beforeAll(async () => {
  temp = await tempStore({ clock: frozenClock() });
});
afterAll(() => temp.close());

const event = (id: string, conversationId: string, at: number, arrival: number): EventDoc => ({
  id,
  conversationId,
  pageId,
  psid,
  at: start + at,
  arrival,
  kind: 'message',
  state: 'done',
  shown: true,
  body: { message: { mid: id, text: id } },
  confidential: false,
  identity: false,
});

const message = (id: string, conversationId: string, at: number, seq: number): MessageDoc => ({
  id,
  conversationId,
  seq,
  at: start + at,
  by: 'bot',
  caseId: null,
  text: id,
  choices: [],
  body: { text: id },
  state: 'sent',
  dueAt: 0,
  attempts: 1,
  uncertain: 0,
  mid: null,
  reason: null,
  confidential: false,
  identity: false,
});

const read = (conversationId: string, page: { before?: string; limit: number }) =>
  readTranscript({ ...temp.store, ownAppId }, conversationId, page);

/** All pages, put together, and how large they were. */
async function readPages(conversationId: string, limit: number): Promise<{ ids: string[]; sizes: number[] }> {
  const pages: (readonly Said[])[] = [];
  let before: string | undefined;
  do {
    const page = await read(conversationId, { limit, ...(before !== undefined && { before }) });
    pages.unshift(page.items);
    before = page.before;
  } while (before !== undefined && pages.length < 1_000);
  return { ids: pages.flat().map(({ id }) => id), sizes: pages.map((items) => items.length) };
}

test('all pages together give every item once and in order, whatever the size of a page', async () => {
  let runs = 0;
  // Few milliseconds for many items: the parts of one reply share theirs.
  const times = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 30 });
  const property = fc.asyncProperty(
    times,
    times,
    fc.integer({ min: 1, max: 12 }),
    async (heard, said, size) => {
      const id = `c-${(runs += 1)}`;
      // Stored in an order that says nothing, with ids that sort the other way round.
      const events = heard.map((at, n) => event(`${id}-e${99 - n}`, id, at, (n * 7) % 31));
      const messages = said.map((at, n) => message(`${id}-m${99 - n}`, id, at, (n * 7) % 31));
      await temp.store.events.insertIfAbsent(events);
      await temp.store.messages.insertIfAbsent(messages);
      const expected = [
        ...events.map((doc) => ({ id: doc.id, place: [doc.at, 0, doc.arrival] as const })),
        ...messages.map((doc) => ({ id: doc.id, place: [doc.at, 1, doc.seq] as const })),
      ].sort((a, b) => a.place[0] - b.place[0] || a.place[1] - b.place[1] || a.place[2] - b.place[2]);

      const { ids, sizes } = await readPages(id, size);
      expect(ids).toEqual(expected.map((one) => one.id));
      expect(sizes.slice(1).every((length) => length === size)).toBe(true);
    },
  );
  await fc.assert(property, { numRuns: 60 });
}, 60_000);

test('what is said while somebody reads back changes no page before it', async () => {
  const messages = Array.from({ length: 6 }, (_, n) => message(`w-m${n}`, 'w', 5, n));
  await temp.store.messages.insertIfAbsent(messages);
  const newest = await read('w', { limit: 2 });
  await temp.store.events.insertIfAbsent([event('w-e-new', 'w', 9, 1)]);
  const { items } = await read('w', { limit: 10, before: newest.before ?? '' });
  expect([...items, ...newest.items].map(({ id }) => id)).toEqual(messages.map(({ id }) => id));
});

test.each(['', '1790000000000', 'heard.', 'said.e30', 'other.WzEsMiwiYSJd', 'heard.WyJhIiwyLCJhIl0'])(
  'turns away a place that it did not give out: %j',
  async (before) => {
    await expect(read('c-1', { limit: 5, before })).rejects.toThrow(BadCursor);
  },
);

describe('a message that its sender edited', () => {
  const original = (more: Partial<EventDoc>) => ({
    ...event(idOfMid(pageId, `m_${more.conversationId}`), 'c', 0, 1),
    ...more,
  });
  /** As the door and the inbox store it. */
  const edit = (conversationId: string, mid: string): EventDoc => {
    const item = {
      sender: { id: psid },
      recipient: { id: pageId },
      timestamp: start + 60_000,
      message_edit: { mid, text: 'Ngõ 7, không phải ngõ 5', num_edit: 1 },
    };
    const { changes, ...incoming } = readMessagingItem(pageId, item, start + 60_000);
    expect(changes).toBe(false);
    const id = `${conversationId}-edit`;
    return { ...event(id, conversationId, 0, 2), ...incoming, id, psid, state: 'skipped' };
  };
  const shownEdit = async (conversationId: string) =>
    (await read(conversationId, { limit: 10 })).items.find(({ id }) => id === `${conversationId}-edit`);

  test.each([
    { confidential: false, identity: false },
    { confidential: true, identity: false },
    { confidential: true, identity: true },
  ])('is shown by itself, as secret as it was: %j', async (marks) => {
    const id = `edit-${marks.confidential}-${marks.identity}`;
    await temp.store.events.insertIfAbsent([original({ conversationId: id, ...marks }), edit(id, `m_${id}`)]);
    expect(await shownEdit(id)).toEqual({
      id: `${id}-edit`,
      at: start + 60_000,
      from: 'citizen',
      text: '(đã sửa) Ngõ 7, không phải ngõ 5',
      files: [],
      choices: [],
      ...marks,
    });
  });

  test('is secret where the original is not there, not understood yet, or somebody else’s', async () => {
    await temp.store.events.insertIfAbsent([
      edit('edit-lost', 'm_nobody-knows'),
      original({ conversationId: 'edit-new', state: 'new' }),
      edit('edit-new', 'm_edit-new'),
      original({ conversationId: 'edit-other' }),
      edit('edit-mine', 'm_edit-other'),
    ]);
    for (const id of ['edit-lost', 'edit-new', 'edit-mine'])
      expect(await shownEdit(id)).toMatchObject({ confidential: true, identity: true });
  });
});

describe('a message that its sender took back', () => {
  const unsend = (conversationId: string, mid: string): EventDoc => {
    const item = {
      sender: { id: psid },
      recipient: { id: pageId },
      timestamp: start + 60_000,
      message: { mid, is_deleted: true },
    };
    const { changes: _, ...incoming } = readMessagingItem(pageId, item, start + 60_000);
    return { ...event('', conversationId, 0, 2), ...incoming, psid, state: 'skipped' };
  };
  const said = (conversationId: string, mid: string) => ({
    ...event(idOfMid(pageId, mid), conversationId, 0, 1),
    body: { message: { mid, text: 'Tôi ở ngõ 5' } },
  });

  test('stays as it was said, with the time of that beside it, once', async () => {
    await temp.store.events.insertIfAbsent([said('back', 'm_back'), unsend('back', 'm_back')]);
    // Delivered again.
    expect(await temp.store.events.insertIfAbsent([unsend('back', 'm_back')])).toEqual([false]);
    expect((await read('back', { limit: 10 })).items).toMatchObject([
      { text: 'Tôi ở ngõ 5', takenBackAt: start + 60_000 },
    ]);
  });

  test('is left alone where somebody else took something back, or nothing is known of it', async () => {
    await temp.store.events.insertIfAbsent([
      said('back-mine', 'm_back-mine'),
      unsend('back-other', 'm_back-mine'),
      unsend('back-lost', 'm_back-lost'),
    ]);
    const [mine] = (await read('back-mine', { limit: 10 })).items;
    expect(mine).not.toHaveProperty('takenBackAt');
    expect((await read('back-lost', { limit: 10 })).items).toEqual([]);
  });
});

test('a photo that a person sent in Facebook’s inbox stands in the transcript as a file', async () => {
  const image = { type: 'image', payload: { url: 'https://x.fbcdn.net/1.jpg' } };
  const echo = (id: string, at: number, more: object) => ({
    ...event(id, 'staff', at, at),
    kind: 'echo',
    body: { message: { mid: id, is_echo: true, app_id: 263902037430900, ...more } },
  });
  await temp.store.events.insertIfAbsent([
    echo('staff-1', 1, { attachments: [image] }),
    echo('staff-2', 2, { text: 'Mẫu đây ạ', attachments: [image] }),
    echo('staff-3', 3, { attachments: [{ type: 'sticker', payload: { sticker_id: 1 } }] }),
  ]);
  expect((await read('staff', { limit: 10 })).items).toMatchObject([
    { from: 'facebook', text: '', files: [{ id: 'staff-1-0', type: 'image' }] },
    { from: 'facebook', text: 'Mẫu đây ạ', files: [{ id: 'staff-2-0' }] },
    { from: 'facebook', text: '(ảnh, tệp hoặc nội dung không có chữ)', files: [] },
  ]);
});
