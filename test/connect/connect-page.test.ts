import express from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectPage, type ConnectDeps } from '../../src/connect/connect-page';
import type { Finding } from '../../src/connect/finding';
import { messengerClient } from '../../src/messenger/client';
import { pageSetup } from '../../src/messenger/page-setup';
import { subscribedFields } from '../../src/messenger/subscribed-fields';
import { webhookRouter } from '../../webhooks/router';
import { appId, appSecret, openStand, pageId, startOfTime, type Stand } from '../simulator/stand';

const meta = {
  pageId,
  appId,
  appSecrets: [appSecret],
  verifyToken: 'ma-xac-minh-webhook',
  pageToken: 'ma-cua-trang',
};
const profile = {
  get_started: { payload: 'GET_STARTED' },
  greeting: [{ locale: 'default', text: 'Xin chào' }],
  ice_breakers: [
    { locale: 'default', call_to_actions: [{ question: 'Nộp đơn ở đâu?', payload: '!call=dia-chi' }] },
  ],
};

let stand: Stand;
let door: Server;
let publicUrl: string;
let kept: number;
const closers: (() => void)[] = [];

beforeEach(async () => {
  stand = await openStand();
  kept = 0;
  const app = express();
  const accept = async (events: readonly unknown[]) => void (kept += events.length);
  const log = { warn: () => undefined, error: () => undefined };
  app.use('/webhook', webhookRouter({ ...meta, accept, now: () => startOfTime, log }));
  door = createServer(app);
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
  publicUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
});
afterEach(async () => {
  for (const close of closers.splice(0)) close();
  const closed = new Promise((done) => door.close(done));
  door.closeAllConnections();
  await closed;
  await stand.close();
});

/** Runs it whole, with one thing other than it should be. */
async function connect(other: Partial<ConnectDeps> = {}): Promise<Finding[]> {
  const used = { ...meta, ...other.meta };
  const graph = {
    ...used,
    appSecret: used.appSecrets[0] ?? '',
    graphUrl: `${stand.baseUrl()}/graph`,
    graphVersion: 'v26.0',
  };
  const [setup, client] = [pageSetup(graph), messengerClient(graph)];
  closers.push(
    () => setup.close(),
    () => client.close(),
  );
  const deps = {
    setup,
    client,
    meta,
    publicUrl,
    isTrial: true,
    profile,
    answersComments: false,
    tester: undefined,
    now: () => startOfTime,
  };
  const findings: Finding[] = [];
  for await (const finding of connectPage({ ...deps, ...other })) findings.push(finding);
  return findings;
}

const states = (findings: readonly Finding[]) => findings.map(({ state }) => state);
const wrongs = (findings: readonly Finding[]) => findings.filter(({ state }) => state === 'wrong');
const changing = () => stand.sim.sent().filter(({ method }) => method === 'POST');

test('sets what is missing, and the second time changes nothing', async () => {
  await stand.graph('/me/subscribed_apps', { subscribed_fields: 'messages,messaging_postbacks' });
  const first = await connect();
  expect(states(first)).toEqual([
    ...['fine', 'fine', 'fine', 'fine'],
    ...['mended', 'mended', 'mended'],
    'by-hand',
  ]);
  expect(stand.sim.profile()).toEqual(profile);
  const there = await stand.graph('/me/subscribed_apps');
  expect(there.body.data).toMatchObject([
    { subscribed_fields: expect.arrayContaining([...subscribedFields]) as string[] },
  ]);

  const before = changing().length;
  const second = await connect();
  expect(states(second)).toEqual([...Array<string>(7).fill('fine'), 'by-hand']);
  expect(changing().length).toBe(before);
  // What it tried the door with left nothing behind.
  expect(kept).toBe(0);
});

test('sets only the part of the profile that differs', async () => {
  await stand.graph('/me/messenger_profile', { ...profile, greeting: [{ locale: 'default', text: 'Cũ' }] });
  await connect();
  const [last] = changing()
    .filter(({ path }) => path === '/me/messenger_profile')
    .slice(-1);
  expect(Object.keys(last?.body ?? {})).toEqual(['greeting', 'appsecret_proof']);
});

test('sends a test message to the tester', async () => {
  const { psid } = stand.sim.newCitizen();
  stand.sim.say(psid, 'thử');
  const findings = await connect({ tester: psid });
  expect(states(findings).slice(-1)).toEqual(['fine']);
  expect(stand.sim.thread(psid).at(-1)).toMatchObject({ from: 'page' });
});

test('says so when the tester has not written', async () => {
  const { psid } = stand.sim.newCitizen();
  const [finding] = wrongs(await connect({ tester: psid }));
  expect(finding?.mend?.vi).toContain('24 giờ');
});

const other = (change: Partial<typeof meta>) => ({ meta: { ...meta, ...change } });

test.each<[string, Partial<ConnectDeps>, RegExp, RegExp]>([
  ['the token', other({ pageToken: 'mot-ma-khac-han' }), /Mã truy cập của trang/, /PAGE_ACCESS_TOKEN/],
  ['the app secret', other({ appSecrets: ['mot-bi-mat-khac-han'] }), /chữ ký đúng|APP_SECRET/, /APP_SECRET/],
  ['the app id', other({ appId: '999' }), /APP_ID và APP_SECRET/, /developers\.facebook\.com/],
  ['the page id', other({ pageId: '424242' }), /trang khác/, /PAGE_ID/],
  ['the verify token', other({ verifyToken: 'mot-ma-xac-minh-khac' }), /VERIFY_TOKEN/, /VERIFY_TOKEN/],
])('%s is wrong: says what and how to mend it, in both languages', async (_what, deps, said, mend) => {
  const findings = wrongs(await connect(deps));
  expect(findings.length).toBeGreaterThan(0);
  const [finding] = findings;
  expect(finding?.said.vi).toMatch(said);
  expect(finding?.mend?.vi).toMatch(mend);
  expect(finding?.mend?.en).toMatch(mend);
  expect(finding?.said.en.length).toBeGreaterThan(10);
});

test('the token has expired', async () => {
  stand.sim.setSwitches({ tokenExpired: true });
  const findings = await connect();
  expect(wrongs(findings).map(({ said }) => said.vi)).toEqual([expect.stringContaining('190/463')]);
  expect(states(findings).at(-1)).toBe('skipped');
});

const tokenSays = (data: object) =>
  stand.sim.fail({
    times: 1,
    match: ({ path }) => path === '/debug_token',
    with: { status: 200, body: { data: { is_valid: true, app_id: appId, profile_id: pageId, ...data } } },
  });

test('a permission is missing', async () => {
  tokenSays({ scopes: ['pages_messaging'] });
  const [finding] = wrongs(await connect());
  expect(finding?.said.en).toBe('The token lacks permissions: pages_manage_metadata.');
});

test('the token belongs to another app', async () => {
  tokenSays({ app_id: '1', scopes: ['pages_messaging', 'pages_manage_metadata'] });
  expect(wrongs(await connect())[0]?.said.en).toContain('another app');
});

test('the token ends before long', async () => {
  const expires_at = startOfTime / 1_000 + 40 * 86_400;
  tokenSays({ expires_at, scopes: ['pages_messaging', 'pages_manage_metadata'] });
  const findings = await connect();
  expect(wrongs(findings)).toEqual([]);
  expect(findings.map(({ said }) => said.vi)).toContain('Mã truy cập chỉ còn 40 ngày.');
});

test('the server is not there: the rest is looked at all the same', async () => {
  const findings = await connect({ publicUrl: 'http://127.0.0.1:1' });
  expect(wrongs(findings).map(({ said }) => said.en)).toEqual([expect.stringContaining('ECONNREFUSED')]);
  expect(states(findings)).toEqual(['fine', 'wrong', 'fine', 'fine', 'skipped', 'fine', 'mended', 'by-hand']);
});

test('another program is there', async () => {
  door.removeAllListeners('request');
  door.on('request', (_request, response) => response.end('<html>nginx</html>'));
  expect(wrongs(await connect())[0]?.said.en).toContain('another program');
});

test('a door that takes any signature is not ours', async () => {
  door.removeAllListeners('request');
  door.on('request', ({ url, method }, response) => {
    const challenge = new URL(url ?? '', 'http://x').searchParams.get('hub.challenge');
    response.end(method === 'GET' && url?.startsWith('/webhook') ? challenge : 'ok');
  });
  expect(wrongs(await connect())[0]?.said.en).toContain('signed wrongly');
});

test('an address without https is nothing for a real page', async () => {
  const findings = await connect({ isTrial: false });
  expect(wrongs(findings)[0]?.said.en).toContain('no https');
  expect(
    findings
      .filter(({ state }) => state === 'by-hand')
      .map(({ mend }) => mend?.en)
      .join(),
  ).toContain(`${publicUrl}/webhook/data-deletion`);
});

test('Facebook cannot be reached', async () => {
  stand.sim.fail({ times: Infinity, with: 'reset' });
  const findings = await connect();
  expect(wrongs(findings).map(({ said }) => said.en)).toEqual([
    expect.stringContaining('Facebook cannot be reached'),
  ]);
});

test('no secret stands in anything that it says', async () => {
  const all = JSON.stringify([
    await connect(),
    await connect(other({ pageToken: 'mot-ma-khac-han' })),
    await connect(other({ appSecrets: ['mot-bi-mat-khac-han'] })),
  ]);
  for (const secret of [
    appSecret,
    meta.pageToken,
    meta.verifyToken,
    'mot-ma-khac-han',
    'mot-bi-mat-khac-han',
  ])
    expect(all).not.toContain(secret);
});
