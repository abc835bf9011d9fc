import { openConsole, type OpenConsole } from './open-console';
import { nothingKnown, type PageWatchDoc } from '../../../src/store/page-watch';
import { makeMetrics } from '../../../src/operations/metrics';
import { connectionView, statusOf } from '../../../src/watch/connection-view';
import { pageReadings } from '../../../src/watch/page-readings';
import { connectionView as contract } from '../../../src/console/contract';
import { shippedBook } from '../../support/shipped-flows';

const { calendar } = shippedBook();
/** A Monday in Viet Nam, the office open. */
const now = Date.parse('2026-11-30T15:00:00+07:00');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const stop = {
  since: now - HOUR,
  code: '190/463',
  reason: 'Mã truy cập của trang không còn hiệu lực. Xin báo quản trị.',
  tryAt: now,
};
const viewOf = (doc: Partial<PageWatchDoc>, isTrial = false) =>
  connectionView({ ...nothingKnown, ...doc }, { now, calendar, isTrial });

let console: OpenConsole | undefined;
afterEach(async () => {
  await console?.close();
  console = undefined;
});

test('an admin reads what is wrong and what to do; nobody else does', async () => {
  const findings = [
    { state: 'wrong', said: { vi: 'Sai.', en: 'Wrong.' }, mend: { vi: 'Sửa đi.', en: 'Mend it.' } } as const,
  ];
  const tokenEndsAt = now + 9.5 * DAY;
  const doc = { stop, check: { at: now - 60_000, findings, tokenEndsAt }, heardAt: now - HOUR };
  console = await openConsole({ connection: async () => viewOf(doc) });
  const answer = await console.ask('get', '/api/connection', await console.signedIn('admin'));
  expect(answer.status).toBe(200);
  expect(contract.parse(answer.body)).toEqual({
    at: now,
    stop: {
      since: stop.since,
      reason: stop.reason,
      code: '190/463',
      mend: expect.stringContaining('PAGE_ACCESS_TOKEN') as string,
    },
    heardAt: now - HOUR,
    silenceLimitMs: 4 * HOUR,
    isSilent: false,
    check: { at: now - 60_000, findings: [{ state: 'wrong', said: 'Sai.', mend: 'Sửa đi.' }] },
    token: { daysLeft: 9, endsSoon: true },
  });
  for (const role of ['duty-officer', 'handler', 'leader'])
    expect((await console.ask('get', '/api/connection', await console.signedIn(role))).status).toBe(403);
  expect((await console.ask('get', '/api/connection')).status).toBe(401);
});

test('before anything is known it says so, and is no alarm', async () => {
  console = await openConsole();
  const answer = await console.ask('get', '/api/connection', await console.signedIn('admin'));
  expect(answer.body).toEqual({ at: console.time.now, silenceLimitMs: 4 * HOUR, isSilent: false });
});

test('every officer is told that messages only come in, and that none come; not how to mend it', () => {
  expect(statusOf(viewOf({}))).toEqual({});
  expect(statusOf(undefined)).toEqual({});
  // From eight on a Monday until three: five hours of the office.
  const heardAt = now - 7 * HOUR;
  expect(statusOf(viewOf({ stop, heardAt }))).toEqual({
    receiveOnly: { since: stop.since, reason: stop.reason },
    silentSince: heardAt,
  });
  // With the stand-in nobody writes by himself.
  expect(statusOf(viewOf({ heardAt }, true))).toEqual({});
});

test.each([
  ['368/0', /Chất lượng Trang/],
  ['10/1893063', /Chất lượng Trang/],
  ['200/2018028', /Advanced Access/],
  ['200/0', /pages_messaging/],
  ['101/0', /APP_ID và APP_SECRET/],
  ['100/0', /APP_SECRET/],
  ['http-500/0', /Tra mã lỗi/],
])('what to do about %s is said', (code, mend) => {
  expect(viewOf({ stop: { ...stop, code } }).stop?.mend).toMatch(mend);
});

test('the metrics say the same in numbers, and what is not known as NaN', async () => {
  const readings = async (doc: Partial<PageWatchDoc>) => {
    const metrics = makeMetrics();
    metrics.watchPage(async () => pageReadings(viewOf(doc)));
    const { body } = await metrics.text();
    return body
      .split('\n')
      .filter((line) => /^tiepnhan_(receive|webhooks_silent|webhook_age|token|page)/.test(line));
  };
  const check = { at: now - 60_000, findings: [], tokenEndsAt: now + 9.5 * DAY };
  expect(await readings({ stop, check, heardAt: now - HOUR })).toEqual([
    'tiepnhan_receive_only 1',
    'tiepnhan_webhooks_silent 0',
    'tiepnhan_webhook_age_seconds 3600',
    'tiepnhan_token_days_left 9',
    'tiepnhan_page_check_wrong 0',
    'tiepnhan_page_check_age_seconds 60',
  ]);
  expect(await readings({})).toEqual([
    'tiepnhan_receive_only 0',
    'tiepnhan_webhooks_silent 0',
    'tiepnhan_webhook_age_seconds Nan',
    'tiepnhan_token_days_left Nan',
    'tiepnhan_page_check_wrong Nan',
    'tiepnhan_page_check_age_seconds Nan',
  ]);
});
