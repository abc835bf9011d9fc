import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config';
import type { CasePage, CaseView, Transcript } from '../src/console/contract';
import { makeLog } from '../src/log';
import { openSystem, type System } from '../src/main';
import type { Simulator } from '../src/simulator/simulator';

/*
 * The whole program over real HTTP, with the stand-in for Meta: a citizen, an officer in the console, and a second
 * person in Facebook's own inbox who answers in between.
 */

jest.setTimeout(60_000);

const PASSWORD = 'mot-mat-khau-du-dai';

let folder: string;
let system: System;
let sim: Simulator;
let psid: string;

async function open(env: Readonly<Record<string, string>> = {}): Promise<void> {
  const config = readConfig({ PORT: '0', DATA_DIR: folder, LOG_LEVEL: 'silent', ...env });
  system = await openSystem({ log: makeLog('silent'), root: join(__dirname, '..') }, config);
  if (!system.simulator) throw new Error('the trial mode is off');
  sim = system.simulator;
  psid = sim.newCitizen('Phạm Thu Hà').psid;
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiep-nhan-facebook-'));
});
afterEach(async () => {
  await system.close();
  await rm(folder, { recursive: true, force: true });
});

/** Lets hours pass for the program and for Meta, as the chat page does. */
const pass = async (hours: number): Promise<void> => {
  const headers = { 'Content-Type': 'application/json' };
  const body = JSON.stringify({ hours });
  expect((await fetch(`${system.url}/simulator/api/clock`, { method: 'POST', headers, body })).status).toBe(
    200,
  );
};
/** What the citizen sees of others, newest last. */
const shown = () => sim.thread(psid).filter(({ from }) => from !== 'citizen');
const texts = () => shown().map(({ text, template }) => text ?? template?.type ?? '');
const answered = async (text: string): Promise<void> => {
  const before = shown().length;
  sim.say(psid, text);
  await sim.until(() => shown().length > before, 10_000);
  await sim.idle();
};
const sendFeedback = async (): Promise<void> => {
  for (const text of [
    ...['xin chào', 'đồng ý', 'góp ý', 'Cán bộ tiếp dân sáng nay hướng dẫn rất tận tình.', 'đã đủ'],
    ...['bỏ qua', 'không', 'gửi hồ sơ'],
  ]) {
    if (texts().some((one) => one.includes('Mã hồ sơ'))) break;
    await answered(text);
  }
  await sim.until(() => texts().some((one) => one.includes('Mã hồ sơ')));
};

/** An officer at the console. */
async function officer() {
  let cookie = '';
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${system.url}/api${path}`, {
      method,
      headers: {
        'Content-Type': 'application/json',
        'X-Requested-With': 'tiep-nhan',
        'Sec-Fetch-Site': 'same-origin',
        Cookie: cookie,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return JSON.parse(text) as T;
  };
  const given = system.handOuts.find(({ username }) => username === 'canbotruc');
  if (!given) throw new Error('there is no duty officer');
  await call('POST', '/sign-in', { username: given.username, password: given.password });
  await call('POST', '/me/password', { current: given.password, next: PASSWORD });
  const { cases } = await call<CasePage>('POST', '/cases/search', {});
  const id = cases[0]?.id ?? '';
  let requests = 0;
  return {
    look: () => call<CaseView>('GET', `/cases/${id}`),
    transcript: async () => (await call<Transcript>('GET', `/cases/${id}/transcript`)).items,
    act: (type: string, more: object = {}) =>
      call<CaseView>('POST', `/cases/${id}/actions`, {
        type,
        requestId: `request-${(requests += 1)}`,
        ...more,
      }),
  };
}
type Desk = Awaited<ReturnType<typeof officer>>;

/** Asks again until it holds: what is stored is worked off a moment later. */
async function eventually<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (tries === 100) throw new Error(`it never came to be: ${JSON.stringify(seen).slice(0, 2_000)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const deeds = ({ history }: CaseView) => history.map(({ type }) => type);
const isPaused = (view: CaseView) => view.reach.onFacebook !== undefined;
/** Once each: nothing is lost and nothing doubled. */
const times = async (desk: Desk, text: string) =>
  (await desk.transcript()).filter((item) => item.text === text).length;

test('a person answers in between: the bot is silent, the console shows it, and an officer hands back', async () => {
  await open();
  await sendFeedback();
  const desk = await officer();
  expect(isPaused(await desk.look())).toBe(false);

  sim.staffSays(psid, 'Sở cảm ơn Anh/Chị.');
  const paused = await eventually(() => desk.look(), isPaused);
  expect(deeds(paused)).toContain('staff-answered');
  expect(paused).toMatchObject({ speaker: 'officer', waiting: false });
  expect(paused.may).toContain('hand-back');

  const before = shown().length;
  sim.say(psid, 'Vâng, cảm ơn Sở.');
  await eventually(
    () => desk.transcript(),
    (items) => items.some(({ text }) => text.startsWith('Vâng')),
  );
  expect(shown()).toHaveLength(before);
  const said = (await desk.transcript()).filter(({ from }) => from === 'facebook');
  expect(said.map(({ text }) => text)).toEqual(['Sở cảm ơn Anh/Chị.']);

  await desk.act('hand-back');
  await eventually(
    () => desk.look(),
    (view) => !isPaused(view),
  );
  await answered('xin chào');
  expect(await times(desk, 'Sở cảm ơn Anh/Chị.')).toBe(1);
  expect(await times(desk, 'Vâng, cảm ơn Sở.')).toBe(1);
});

test('the silence ends by itself, without a sound where the person had the last word', async () => {
  await open();
  await sendFeedback();
  const desk = await officer();
  sim.staffSays(psid, 'Sở cảm ơn Anh/Chị.');
  await eventually(() => desk.look(), isPaused);
  const before = shown().length;
  await pass(13);
  await eventually(
    () => desk.look(),
    (view) => !isPaused(view),
  );
  expect(shown()).toHaveLength(before);
  await answered('xin chào');
  expect(texts().at(before)).toContain('Hệ thống trả lời tự động tiếp tục hỗ trợ');
});

test('the inbox takes the thread and gives it back: nothing that was said is missing or there twice', async () => {
  await open();
  await sendFeedback();
  const desk = await officer();
  sim.staffTakes(psid);
  await eventually(() => desk.look(), isPaused);
  sim.say(psid, 'Cho tôi hỏi thêm.', { twice: true });
  sim.staffSays(psid, 'Anh/Chị cứ hỏi.', { twice: true });
  await eventually(
    () => desk.transcript(),
    (items) => items.some(({ from }) => from === 'facebook'),
  );
  await desk.act('reply', { text: 'Đây là lời của cán bộ trong hệ thống.' });
  await sim.until(() => texts().includes('Đây là lời của cán bộ trong hệ thống.'));

  sim.staffTakes(psid);
  await eventually(() => desk.look(), isPaused);
  sim.staffGivesBack(psid);
  await eventually(
    () => desk.look(),
    (view) => !isPaused(view),
  );
  await answered('xin chào');
  for (const text of ['Cho tôi hỏi thêm.', 'Anh/Chị cứ hỏi.', 'Đây là lời của cán bộ trong hệ thống.'])
    expect(await times(desk, text)).toBe(1);
});

test('after the day an answer waits, the console says so before and after, and the next word brings it', async () => {
  await open();
  await sendFeedback();
  const desk = await officer();
  await pass(48);
  const before = await desk.look();
  expect(before.reach.answerUntil).toBeLessThan(before.reach.at);
  expect(before.reach.sms).toContain(before.code);

  await desk.act('reply', { text: 'Sở trả lời như sau.' });
  const held = await eventually(
    () => desk.look(),
    (view) => deeds(view).includes('reply-held'),
  );
  expect(held.waiting).toBe(true);
  await eventually(
    () => desk.transcript(),
    (items) => items.some(({ text, delivery }) => text === 'Sở trả lời như sau.' && delivery === 'held'),
  );
  expect(texts()).not.toContain('Sở trả lời như sau.');
  // Meta was not even asked.
  expect(sim.sent(psid).filter(({ outcome }) => outcome === 'refused')).toEqual([]);

  sim.react(psid);
  await sim.until(() => texts().includes('Sở trả lời như sau.'));
  await eventually(
    () => desk.look(),
    (view) => deeds(view).includes('reply-delivered'),
  );
  expect(texts().filter((text) => text === 'Sở trả lời như sau.')).toHaveLength(1);
});

test('with what Meta allows more, a person has seven days, and after them a template says that there is news', async () => {
  await open({ HUMAN_AGENT: 'yes', UTILITY_TEMPLATE: 'ho_so_co_cap_nhat' });
  await sendFeedback();
  const desk = await officer();
  await pass(120);
  await desk.act('reply', { text: 'Trả lời trong bảy ngày.' });
  await sim.until(() => texts().includes('Trả lời trong bảy ngày.'));
  const tagged = sim.thread(psid).filter(({ tag }) => tag !== undefined);
  expect(tagged).toMatchObject([{ text: 'Trả lời trong bảy ngày.', tag: 'HUMAN_AGENT' }]);

  await pass(120);
  await desk.act('reply', { text: 'Trả lời sau bảy ngày.' });
  const { code } = await desk.look();
  await sim.until(() => texts().includes(`[ho_so_co_cap_nhat] ${code}`));
  expect(texts()).not.toContain('Trả lời sau bảy ngày.');
  sim.say(psid, 'Tôi đây');
  await sim.until(() => texts().includes('Trả lời sau bảy ngày.'));
  expect(sim.sent(psid).filter(({ outcome }) => outcome === 'refused')).toEqual([]);
});
