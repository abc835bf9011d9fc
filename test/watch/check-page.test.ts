import { pageSetup } from '../../src/messenger/page-setup';
import { subscribedFields } from '../../src/messenger/subscribed-fields';
import { nothingKnown, type PageCheck } from '../../src/store/page-watch';
import { checkPage } from '../../src/watch/check-page';
import { receiveOnly, type ReceiveOnly } from '../../src/watch/receive-only';
import { CHECK_EVERY_MS, watchPage } from '../../src/watch/watch-page';
import { appId, appSecret, openStand, pageId, type Stand } from '../simulator/stand';
import { frozenClock, type FrozenClock } from '../support/frozen-clock';
import { shippedBook } from '../support/shipped-flows';
import { tempStore, type TempStore } from '../support/temp-store';

const meta = { appId, pageId, verifyToken: 'ma-xac-minh-webhook' };
const DAY = 86_400_000;

let stand: Stand;
let temp: TempStore;
let clock: FrozenClock;
let receiving: ReceiveOnly;
let logged: string[];
const closers: (() => void)[] = [];
beforeEach(async () => {
  clock = frozenClock();
  [stand, temp] = await Promise.all([openStand(), tempStore({ clock })]);
  logged = [];
  await temp.store.pageWatch.insertIfAbsent([nothingKnown]);
  receiving = receiveOnly({ ...temp.store, clock, log });
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  answersComments = false;
  await Promise.all([stand.close(), temp.close()]);
});

const note = (_fields: object, message: string) => void logged.push(message);
const log = { info: note, warn: note, error: note };

let answersComments = false;
const checkOf = (publicUrl: string | undefined): (() => Promise<PageCheck>) => {
  const graph = { appId, pageId, appSecret, pageToken: 'ma-cua-trang', graphVersion: 'v26.0' };
  const setup = pageSetup({ ...graph, graphUrl: `${stand.baseUrl()}/graph` });
  closers.push(() => setup.close());
  return () => checkPage({ setup, meta, publicUrl, answersComments, receiving, now: clock.now });
};
const aWorker = (publicUrl?: string) =>
  watchPage({
    ...temp.store,
    clock,
    log,
    calendar: () => shippedBook().calendar,
    checkPage: checkOf(publicUrl),
  });
const known = async () => (await temp.store.pageWatch.get('page'))?.doc;
const states = async () => (await known())?.check?.findings.map(({ state }) => state);
const tokenSays = (data: object) =>
  stand.sim.fail({
    times: 1,
    match: ({ path }) => path === '/debug_token',
    with: {
      status: 200,
      body: {
        data: {
          is_valid: true,
          app_id: appId,
          profile_id: pageId,
          scopes: ['pages_messaging', 'pages_manage_metadata'],
          ...data,
        },
      },
    },
  });

test('asks for comments only where an answer to them is written', async () => {
  const fields = async () => JSON.stringify((await stand.graph('/me/subscribed_apps')).body);
  await stand.graph('/me/subscribed_apps', { subscribed_fields: 'messages' });
  await aWorker()();
  expect(await fields()).not.toContain('"feed"');
  answersComments = true;
  await aWorker()();
  expect(await fields()).toContain('"feed"');
});

test('subscribes again what somebody has unsubscribed, says so once, and then finds all well', async () => {
  await stand.graph('/me/subscribed_apps', { subscribed_fields: 'messages' });
  const round = aWorker();
  await round();
  expect(await states()).toEqual(['fine', 'fine', 'skipped', 'mended']);
  const there = await stand.graph('/me/subscribed_apps');
  expect(there.body.data).toMatchObject([
    { subscribed_fields: expect.arrayContaining([...subscribedFields]) as string[] },
  ]);
  expect(logged).toEqual([expect.stringContaining('the connection to Meta was mended: Subscribed the page')]);
  clock.pass(CHECK_EVERY_MS);
  await round();
  expect(await states()).toEqual(['fine', 'fine', 'skipped', 'fine']);
  expect(logged).toHaveLength(1);
});

test('compares every quarter of an hour, by one of all workers, and once more when a process starts', async () => {
  let checks = 0;
  const checkPage = async (): Promise<PageCheck> => {
    checks += 1;
    return { at: clock.now(), findings: [], tokenEndsAt: null };
  };
  const { calendar } = shippedBook();
  const worker = () => watchPage({ ...temp.store, clock, log, calendar: () => calendar, checkPage });
  const [one, other] = [worker(), worker()];
  await one();
  await other();
  expect(checks).toBe(2);
  clock.pass(CHECK_EVERY_MS - 1);
  await one();
  await other();
  expect(checks).toBe(2);
  clock.pass(1);
  await one();
  await other();
  expect(checks).toBe(3);
});

test('an address that is not ours is not taken away from whoever set it, only told', async () => {
  const webhooks = {
    object: 'page',
    active: true,
    fields: [],
    callback_url: 'https://may-khac.example.vn/webhook',
  };
  stand.sim.fail({
    times: 1,
    match: ({ path }) => path === `/${appId}/subscriptions`,
    with: { status: 200, body: { data: [webhooks] } },
  });
  await aWorker('https://tiepnhan.example.vn')();
  expect(await states()).toEqual(['fine', 'fine', 'wrong', 'fine']);
  const changes = stand.sim.sent().filter(({ method, path }) => method === 'POST' && path.includes(appId));
  expect(changes).toEqual([]);
  expect(logged).toEqual([expect.stringMatching(/another address.*npm run connect/)]);
});

test('a dead token turns on receiving only, without any message; a good one ends it', async () => {
  stand.sim.setSwitches({ tokenExpired: true });
  const round = aWorker();
  await round();
  expect(await receiving.stop()).toMatchObject({
    code: '190/463',
    reason: 'Mã truy cập của trang không còn hiệu lực. Xin báo quản trị.',
  });
  expect((await known())?.check?.findings.at(-1)).toMatchObject({
    state: 'wrong',
    mend: { vi: expect.stringContaining('PAGE_ACCESS_TOKEN') as string },
  });
  stand.sim.setSwitches({ tokenExpired: false });
  clock.pass(CHECK_EVERY_MS);
  await round();
  expect(await receiving.stop()).toBeUndefined();
});

test('a good token says nothing about a page that Meta has blocked', async () => {
  await receiving.note({ type: 'stop', code: '368/0', reason: 'Facebook tạm khóa trang.' }, clock.now());
  await aWorker()();
  expect(await receiving.stop()).toMatchObject({ code: '368/0' });
});

test('Meta being away says nothing of the token', async () => {
  stand.sim.fail({ times: Infinity, with: 'reset' });
  await aWorker()();
  expect(await states()).toEqual(['wrong']);
  expect(await receiving.stop()).toBeUndefined();
});

test.each([
  [40, false],
  [14, false],
  [13, true],
  [0, true],
])('a token good for %i days is kept; warned of: %s', async (days, isWarned) => {
  const endsAt = Math.floor((clock.now() + days * DAY) / 1_000) + 3_600;
  tokenSays({ expires_at: endsAt });
  const round = aWorker();
  await round();
  expect((await known())?.check?.tokenEndsAt).toBe(endsAt * 1_000);
  expect(logged).toHaveLength(isWarned ? 1 : 0);
  // Not again on the same day.
  tokenSays({ expires_at: endsAt });
  clock.pass(CHECK_EVERY_MS);
  await round();
  expect(logged).toHaveLength(isWarned ? 1 : 0);
});
