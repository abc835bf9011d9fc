import type { SendResult } from '../../src/messenger/judge-answer';
import { noPace } from '../../src/outbox/pace';
import { deliver } from '../../src/outbox/deliver';
import { nothingKnown } from '../../src/store/page-watch';
import { noteSends } from '../../src/watch/note-sends';
import { pauseSends } from '../../src/watch/pause-sends';
import { receiveOnly, type ReceiveOnly } from '../../src/watch/receive-only';
import { openShell, said, type Shell } from '../support/open-shell';

const stopped: SendResult = {
  type: 'stop',
  code: '190/463',
  reason: 'Mã truy cập của trang không còn hiệu lực. Xin báo quản trị.',
  operator: 'make a new one',
};
const sent: SendResult = { type: 'sent', mid: 'm_1' };

let shell: Shell;
let logged: string[];
beforeEach(async () => {
  logged = [];
  shell = await openShell();
  await shell.store.pageWatch.insertIfAbsent([nothingKnown]);
});
afterEach(() => shell.close());

/** Each call is a process of its own on the same store. */
const aProcess = (): ReceiveOnly => {
  const note = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  return receiveOnly({ ...shell.store, clock: shell.clock, log: { info: note, error: note } });
};
const now = () => shell.clock.now();

test('what one process is refused, every process knows two seconds later', async () => {
  const [one, other] = [aProcess(), aProcess()];
  expect(await other.stop()).toBeUndefined();
  await one.note(stopped, now());
  expect(await one.stop()).toMatchObject({ since: now(), code: '190/463', reason: stopped.reason });
  await shell.pass(2_000);
  expect(await other.stop()).toEqual(await one.stop());
  expect(logged).toEqual([
    'Meta takes nothing from the page: receiving only {"code":"190/463","operator":"make a new one"}',
  ]);
});

test('it counts from the first refusal, and is over with the first message that goes out', async () => {
  const [one, other] = [aProcess(), aProcess()];
  await one.note(stopped, now());
  const since = now();
  await shell.pass(60_000);
  await other.note(stopped, now());
  expect(await other.stop()).toMatchObject({ since, tryAt: now() + 5_000 });
  await shell.pass(5_000);
  await one.note(sent, now());
  await shell.pass(2_000);
  expect([await one.stop(), await other.stop(), await aProcess().stop()]).toEqual(Array(3).fill(undefined));
  expect(logged.at(-1)).toBe('Meta takes messages from the page again {}');
});

test('a message that was under way before the refusal does not end it', async () => {
  const one = aProcess();
  const begunAt = now();
  await shell.pass(100);
  await one.note(stopped, now());
  await one.note(sent, begunAt);
  expect(await one.stop()).toBeDefined();
});

test.each<SendResult['type']>(['retry', 'give-up', 'unknown'])('%s changes nothing', async (type) => {
  const one = aProcess();
  const result = { type, code: '551/0', reason: 'Người dân đã chặn trang.' } as SendResult;
  await one.note(result, now());
  expect(await one.stop()).toBeUndefined();
  await one.note(stopped, now());
  await one.note(result, now());
  expect(await one.stop()).toBeDefined();
});

test('a store that is away costs no message, and what was known stays known', async () => {
  const one = aProcess();
  await one.note(stopped, now());
  Object.assign(shell.store.pageWatch, { get: () => Promise.reject(new Error('away')) });
  await shell.pass(10_000);
  expect(await one.stop()).toMatchObject({ code: '190/463' });
  Object.assign(shell.store.pageWatch, { update: () => Promise.reject(new Error('away')) });
  await expect(one.note(sent, now())).resolves.toBeUndefined();
});

test('one message at a time tries; the others wait, the longer it lasts the longer, up to a minute', async () => {
  const one = aProcess();
  const pace = pauseSends({ ...one, clock: shell.clock }, noPace);
  expect(await pace(false)).toBe(0);
  await one.note(stopped, now());
  expect(await pace(false)).toBe(5_000);
  await shell.pass(5_000);
  expect([await pace(true), await pace(true), await pace(false)]).toEqual([0, 5_000, 5_000]);
  await shell.pass(35_000);
  expect([await pace(true), await pace(true)]).toEqual([0, 20_000]);
  await shell.pass(3_600_000);
  expect([await pace(true), await pace(true)]).toEqual([0, 60_000]);
  await one.note(sent, now());
  expect([await pace(false), await pace(false)]).toEqual([0, 0]);
});

test('where Meta says how long it bars the page, nobody asks before', async () => {
  const one = aProcess();
  const pace = pauseSends({ ...one, clock: shell.clock }, noPace);
  await one.note({ ...stopped, afterMs: 1_800_000 }, now());
  await shell.pass(600_000);
  expect(await pace(true)).toBe(1_200_000);
});

test('the token dies in the middle of a talk and is renewed: all is taken in, and all goes out once, in order', async () => {
  const receiving = aProcess();
  let isDead = true;
  let tries = 0;
  shell.messenger = ({ metadata }) => {
    tries += 1;
    return isDead ? stopped : { type: 'sent', mid: `m_of_${metadata}` };
  };
  const { client } = shell.deliverDeps;
  const noted = noteSends({ ...receiving, clock: shell.clock }, client as Parameters<typeof noteSends>[1]);
  Object.assign(shell.deliverDeps, {
    client: noted,
    pace: pauseSends({ ...receiving, clock: shell.clock }, noPace),
  });
  const people = ['7390123456789012', '7390123456789013', '7390123456789014'];
  for (const [at, psid] of people.entries()) await shell.post(said(`m_${at}`, 'xin chào', { psid }));
  const deliverAll = async () => {
    for (const psid of people) await deliver(shell.deliverDeps, shell.idOf(psid));
  };
  await shell.work();
  for (let second = 0; second < 120; second += 1) {
    await deliverAll();
    await shell.pass(1_000);
  }
  const waiting = (
    await Promise.all(
      people.map((psid) =>
        shell.store.messages.find({
          where: { conversationId: shell.idOf(psid), state: 'waiting' },
          sort: ['seq'],
          limit: 100,
        }),
      ),
    )
  ).flat();
  expect(waiting.length).toBeGreaterThanOrEqual(people.length);
  // Two minutes, one try in five seconds, whoever waits.
  expect(tries).toBeLessThanOrEqual(25);

  isDead = false;
  shell.calls.length = 0;
  for (let second = 0; second < 65; second += 1) {
    await deliverAll();
    await shell.pass(1_000);
  }
  expect(await receiving.stop()).toBeUndefined();
  const ids = waiting.map(({ doc }) => doc.id);
  const went = shell.calls.map(({ metadata }) => metadata);
  expect([...went].sort()).toEqual([...ids].sort());
  for (const psid of people) {
    const own = waiting.filter(({ doc }) => doc.psid === psid).map(({ doc }) => doc.id);
    expect(went.filter((id) => own.includes(id))).toEqual(own);
  }
});
