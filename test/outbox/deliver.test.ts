import type { SendResult } from '../../src/messenger/judge-answer';
import { deliver } from '../../src/outbox/deliver';
import { settle } from '../../src/outbox/settle-result';
import type { MessageDoc } from '../../src/store/messages';
import { openShell, psid, said, type Shell } from '../support/open-shell';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
  await shell.post(said('m_1', 'không phải lệnh'));
  await shell.work();
  // The conversation exists; what it said by itself is of no concern here.
  for (const { id } of await shell.messages()) await shell.store.messages.delete(id);
  shell.calls.length = 0;
  shell.woken.length = 0;
});
afterEach(() => shell.close());

const message = (seq: number, more: Partial<MessageDoc> = {}): MessageDoc => ({
  id: `msg-${seq}`,
  conversationId: shell.conversationId,
  seq: 1_000_000 + seq,
  at: shell.clock.now(),
  by: 'bot',
  caseId: null,
  text: `tin ${seq}`,
  choices: [],
  body: { text: `tin ${seq}` },
  state: 'waiting',
  dueAt: shell.clock.now(),
  attempts: 0,
  uncertain: 0,
  mid: null,
  reason: null,
  confidential: false,
  identity: false,
  ...more,
});
const put = (...docs: MessageDoc[]) => shell.store.messages.insertIfAbsent(docs);
const states = async () => (await shell.messages()).map(({ id, state }) => `${id} ${state}`);
const run = () => deliver(shell.deliverDeps, shell.conversationId);
const sent = () => shell.calls.map(({ metadata }) => metadata);
const later = () => shell.woken.map(({ topic, delay }) => ({ topic, delay }));

const unknown: SendResult = { type: 'unknown', reason: 'Facebook chưa xác nhận.', code: 'ECONNRESET' };
const retry: SendResult = { type: 'retry', reason: 'Sẽ gửi lại.', code: '613/0' };
const stop: SendResult = { type: 'stop', reason: 'Mã truy cập hết hiệu lực.', code: '190/0' };
const giveUp: SendResult = { type: 'give-up', reason: 'Đã chặn trang.', code: '551/0' };

/** After each send of which nothing is known, before the next. */
const echoWaits = [10_000, 20_000, 40_000, 80_000];

/** Answers in this order, then with success. */
const answers = (...results: SendResult[]) => {
  shell.messenger = ({ metadata }) => results.shift() ?? { type: 'sent', mid: `m_of_${metadata}` };
};

test('sends what waits, in its order, each marked with its own id', async () => {
  await put(message(3), message(1), message(2));
  await run();
  expect(shell.calls).toEqual(
    [1, 2, 3].map((seq) => ({ psid, body: { text: `tin ${seq}` }, metadata: `msg-${seq}` })),
  );
  expect(await shell.messages()).toMatchObject(
    [1, 2, 3].map((seq) => ({
      state: 'sent',
      mid: `m_of_msg-${seq}`,
      attempts: 1,
      uncertain: 0,
      reason: null,
    })),
  );
  expect(later()).toEqual([]);
});

test('sends more than one batch', async () => {
  await put(...Array.from({ length: 45 }, (_, seq) => message(seq)));
  await run();
  expect(sent()).toEqual(Array.from({ length: 45 }, (_, seq) => `msg-${seq}`));
});

test('claims a message by the write that says the one before it went out', async () => {
  await put(message(1), message(2), message(3));
  const writes: string[] = [];
  const stored = shell.store.messages;
  const messages: typeof stored = {
    ...stored,
    update: async (id, set, where) => {
      writes.push(`${id} ${set.state}`);
      return stored.update(id, set, where);
    },
    updateEach: async (changes) => {
      writes.push(changes.map(({ id, set }) => `${id} ${set.state}`).join(', '));
      return stored.updateEach(changes);
    },
  };
  await deliver({ ...shell.deliverDeps, messages }, shell.conversationId);
  expect(writes).toEqual([
    'msg-1 sending',
    'msg-1 sent, msg-2 sending',
    'msg-2 sent, msg-3 sending',
    'msg-3 sent',
  ]);
});

test('asks for the place of the next message only once the one before it was answered', async () => {
  await put(message(1), message(2));
  const done: string[] = [];
  shell.messenger = async ({ metadata }) => {
    done.push(`${metadata} begun`);
    await new Promise(setImmediate);
    done.push(`${metadata} answered`);
    return { type: 'sent', mid: `m_of_${metadata}` };
  };
  const pace = async () => {
    done.push('place');
    return 0;
  };
  await deliver({ ...shell.deliverDeps, pace }, shell.conversationId);
  expect(done).toEqual([
    ...['place', 'msg-1 begun', 'msg-1 answered'],
    ...['place', 'msg-2 begun', 'msg-2 answered'],
  ]);
});

test('a next message that has to wait for its place is put off, and the one before it is marked', async () => {
  await put(message(1), message(2));
  const waits = [0, 70];
  await deliver({ ...shell.deliverDeps, pace: async () => waits.shift() ?? 0 }, shell.conversationId);
  expect(await states()).toEqual(['msg-1 sent', 'msg-2 waiting']);
  expect((await shell.messages())[1]?.dueAt).toBe(shell.clock.now() + 70);
  expect(later()).toEqual([{ topic: 'deliveries', delay: 70 }]);
});

test('leaves a message to whoever claimed it in the middle of things', async () => {
  await put(message(1), message(2), message(3));
  shell.messenger = async ({ metadata }) => {
    await shell.store.messages.update('msg-2', { state: 'sending', dueAt: shell.clock.now() + 11_000 });
    return { type: 'sent', mid: `m_of_${metadata}` };
  };
  await run();
  expect(sent()).toEqual(['msg-1']);
  expect(await states()).toEqual(['msg-1 sent', 'msg-2 sending', 'msg-3 waiting']);
  expect(later()).toEqual([{ topic: 'deliveries', delay: 1_000 }]);
});

test('a message whose echo is quicker than the answer does not hold up the next', async () => {
  await put(message(1), message(2));
  shell.messenger = async ({ metadata }) => {
    await settle(shell.store, metadata, 'm_echo');
    return { type: 'sent', mid: `m_of_${metadata}` };
  };
  await run();
  expect(await states()).toEqual(['msg-1 sent', 'msg-2 sent']);
  expect(later()).toEqual([]);
});

test('tells the officers of the cases that a message says it concerns', async () => {
  await put(message(1, { caseIds: ['case-1'] }), message(2));
  const told: (readonly string[])[] = [];
  await deliver({ ...shell.deliverDeps, tellOfficers: (ids) => void told.push(ids) }, shell.conversationId);
  expect(told).toEqual([['case-1'], []]);
});

test('sends a message that names its citizen without asking for the conversation', async () => {
  await put(message(1, { psid: '42', heardAt: shell.clock.now() }));
  const get = () => Promise.reject(new Error('asked for the conversation'));
  await deliver({ ...shell.deliverDeps, conversations: { get } }, shell.conversationId);
  expect(shell.calls).toMatchObject([{ psid: '42' }]);
});

test('a message of which nobody knows any more whom it was for has failed', async () => {
  await put(message(1), message(2, { psid: '42' }));
  const get = async () => undefined;
  await deliver({ ...shell.deliverDeps, conversations: { get } }, shell.conversationId);
  expect(await states()).toEqual(['msg-1 failed', 'msg-2 sent']);
});

test('does nothing for a conversation that is not there', async () => {
  await deliver(shell.deliverDeps, 'nobody');
  expect(shell.calls).toEqual([]);
});

test('two workers at once send each message once, in order', async () => {
  await put(message(1), message(2), message(3));
  await Promise.all([run(), run(), run()]);
  for (let round = 0; round < 5; round += 1) {
    shell.clock.pass(1_000);
    await run();
  }
  expect(sent()).toEqual(['msg-1', 'msg-2', 'msg-3']);
  expect(await states()).toEqual(['msg-1 sent', 'msg-2 sent', 'msg-3 sent']);
});

describe('when Messenger asks to try again', () => {
  test('waits longer each time, and what comes behind waits too', async () => {
    answers(retry, retry, retry);
    await put(message(1), message(2));
    const delays: number[] = [];
    for (let tries = 0; tries < 3; tries += 1) {
      await run();
      // Too early: nothing is sent.
      await run();
      const delay = shell.woken.splice(0).at(-1)?.delay ?? 0;
      delays.push(delay);
      expect(await states()).toEqual(['msg-1 waiting', 'msg-2 waiting']);
      shell.clock.pass(delay);
    }
    expect(delays).toEqual([1_000, 2_000, 4_000]);
    await run();
    expect(sent()).toEqual(['msg-1', 'msg-1', 'msg-1', 'msg-1', 'msg-2']);
    expect(await states()).toEqual(['msg-1 sent', 'msg-2 sent']);
  });

  test('never waits longer than five minutes', async () => {
    answers(retry);
    await put(message(1, { attempts: 30 }));
    await run();
    expect(later()).toEqual([{ topic: 'deliveries', delay: 300_000 }]);
  });

  test('waits as long as Messenger wants, where that is longer', async () => {
    answers({ ...retry, afterMs: 60_000 });
    await put(message(1));
    await run();
    expect(later()).toEqual([{ topic: 'deliveries', delay: 60_000 }]);
  });

  test('shows the officer why it has not gone out yet', async () => {
    answers(retry);
    await put(message(1));
    await run();
    expect((await shell.messages())[0]).toMatchObject({ state: 'waiting', reason: 'Sẽ gửi lại.' });
  });

  test.each([retry, stop])(
    'gives up after a day, although the citizen goes on writing: $type',
    async (result) => {
      shell.messenger = () => result;
      await put(message(1), message(2));
      shell.clock.pass(24 * 3_600_000 + 1);
      await shell.store.messages.update('msg-1', { heardAt: shell.clock.now() });
      await run();
      expect((await shell.messages())[0]).toMatchObject({
        state: 'failed',
        reason: result.reason,
      });
    },
  );

  test('holds up nobody else', async () => {
    await shell.post(said('m_2', 'xin chào', { psid: '7390000000000002' }));
    shell.messenger = (call) => (call.psid === psid ? retry : { type: 'sent', mid: 'm' });
    await put(message(1));
    await run();
    shell.woken.push({ topic: 'turns', id: shell.idOf('7390000000000002'), delay: 0 });
    await shell.work();
    expect(shell.calls.filter((call) => call.psid !== psid)).toHaveLength(3);
    expect(await states()).toEqual(['msg-1 waiting']);
  });
});

describe('when it is not its turn yet', () => {
  /** What was asked, and the waits to answer; then it may go. */
  const paced = (...waits: number[]) => {
    const asked: boolean[] = [];
    const pace = async (isBack: boolean) => {
      asked.push(isBack);
      return waits.shift() ?? 0;
    };
    return { asked, run: () => deliver({ ...shell.deliverDeps, pace }, shell.conversationId) };
  };

  test('a message is put off unclaimed, and comes back at the time that it was told', async () => {
    const { asked, run: runPaced } = paced(700);
    await put(message(1));
    await runPaced();
    expect(await shell.messages()).toMatchObject([
      { state: 'waiting', attempts: 0, dueAt: shell.clock.now() + 700 },
    ]);
    expect(later()).toEqual([{ topic: 'deliveries', delay: 700 }]);
    expect(shell.calls).toEqual([]);

    shell.clock.pass(700);
    await runPaced();
    expect(sent()).toEqual(['msg-1']);
    expect(asked).toEqual([false, true]);
  });

  test('who comes too early does not ask again', async () => {
    const { asked, run: runPaced } = paced(700);
    await put(message(1));
    await runPaced();
    shell.clock.pass(300);
    await runPaced();
    expect(asked).toHaveLength(1);
    expect(later()).toEqual([
      { topic: 'deliveries', delay: 700 },
      { topic: 'deliveries', delay: 400 },
    ]);
  });

  test('each message asks for itself, and none overtakes another', async () => {
    const { asked, run: runPaced } = paced(0, 500, 0, 500);
    await put(message(1), message(2), message(3));
    await runPaced();
    expect(await states()).toEqual(['msg-1 sent', 'msg-2 waiting', 'msg-3 waiting']);
    for (let round = 0; round < 2; round += 1) {
      shell.clock.pass(500);
      await runPaced();
    }
    expect(sent()).toEqual(['msg-1', 'msg-2', 'msg-3']);
    expect(asked).toEqual([false, false, true, false, true]);
  });

  test('a message whose echo is missing waits for its turn like any other', async () => {
    answers(unknown);
    const { run: runPaced } = paced(0, 500);
    await put(message(1));
    await runPaced();
    shell.clock.pass(10_000);
    await runPaced();
    expect(await shell.messages()).toMatchObject([{ state: 'sending', attempts: 1 }]);
    shell.clock.pass(500);
    await runPaced();
    expect(sent()).toEqual(['msg-1', 'msg-1']);
    expect(await states()).toEqual(['msg-1 sent']);
  });

  test('other conversations go on', async () => {
    await shell.post(said('m_2', 'xin chào', { psid: '7390000000000002' }));
    await put(message(1));
    await paced(60_000).run();
    shell.woken.push({ topic: 'turns', id: shell.idOf('7390000000000002'), delay: 0 });
    await shell.work();
    expect(shell.calls.map((call) => call.psid)).toEqual(Array(3).fill('7390000000000002'));
  });
});

test('when nobody may send at all, waits longer each time up to a minute, and keeps the order', async () => {
  answers(stop, stop, stop, stop, stop, stop);
  await put(message(1), message(2));
  const delays: number[] = [];
  for (let tries = 0; tries < 6; tries += 1) {
    await run();
    expect(await states()).toEqual(['msg-1 waiting', 'msg-2 waiting']);
    const delay = shell.woken.splice(0).at(-1)?.delay ?? 0;
    delays.push(delay);
    shell.clock.pass(delay);
  }
  expect(delays).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  await run();
  expect(sent().slice(-2)).toEqual(['msg-1', 'msg-2']);
  expect(await states()).toEqual(['msg-1 sent', 'msg-2 sent']);
});

describe("an officer's message that fails", () => {
  const told: string[] = [];
  const runAndTell = (more: Partial<Shell['deliverDeps']> = {}) =>
    deliver(
      {
        ...shell.deliverDeps,
        replyFailed: async ({ id }, reason) => void told.push(`${id}: ${reason}, ${(await states()).join()}`),
        ...more,
      },
      shell.conversationId,
    );
  const byOfficer = () => message(1, { by: 'officer' });
  beforeEach(() => void told.splice(0));

  test('is told to its case before it is marked', async () => {
    answers(giveUp);
    await put(byOfficer());
    await runAndTell();
    expect(told).toEqual(['msg-1: Đã chặn trang., msg-1 sending']);
    expect(await states()).toEqual(['msg-1 failed']);
  });

  test.each([retry, stop])('is told when it has waited a day: $type', async (result) => {
    shell.messenger = () => result;
    await put(byOfficer());
    shell.clock.pass(24 * 3_600_000 + 1);
    await shell.store.messages.update('msg-1', { heardAt: shell.clock.now() });
    await runAndTell();
    expect(told).toEqual([`msg-1: ${result.reason}, msg-1 sending`]);
  });

  test('is told when nobody knows whether it arrived', async () => {
    shell.messenger = () => unknown;
    await put(byOfficer());
    for (const wait of echoWaits) {
      await runAndTell();
      expect(told).toEqual([]);
      shell.clock.pass(wait);
    }
    await runAndTell();
    expect(told).toEqual(['msg-1: Không rõ tin đã đến hay chưa; Facebook không xác nhận., msg-1 sending']);
  });

  test('is not told when an echo showed that it arrived after all', async () => {
    shell.messenger = async ({ metadata }) => {
      await settle(shell.store, metadata, 'm_echo');
      return giveUp;
    };
    await put(byOfficer());
    await runAndTell();
    expect(told).toEqual([]);
    expect(await states()).toEqual(['msg-1 sent']);
  });

  test('is told again where telling it failed', async () => {
    shell.messenger = () => giveUp;
    await put(byOfficer());
    const broken = async () => Promise.reject(new Error('the store is away'));
    await expect(runAndTell({ replyFailed: broken })).rejects.toThrow('away');
    expect(await states()).toEqual(['msg-1 sending']);
    shell.clock.pass(15_000);
    await runAndTell();
    expect(told).toHaveLength(1);
    expect(await states()).toEqual(['msg-1 failed']);
  });

  test("of the bot's own nothing is told", async () => {
    answers(giveUp);
    await put(message(1));
    await runAndTell();
    expect(told).toEqual([]);
  });
});

test('what Messenger refuses has failed, with the reason, and the next one goes', async () => {
  answers(giveUp);
  await put(message(1), message(2));
  await run();
  expect(await shell.messages()).toMatchObject([
    { state: 'failed', reason: 'Đã chặn trang.', mid: null },
    { state: 'sent', reason: null },
  ]);
  expect(sent()).toEqual(['msg-1', 'msg-2']);
});

describe('when nobody knows whether it arrived', () => {
  test('the echo settles it, and nothing is sent again', async () => {
    answers(unknown);
    await put(message(1), message(2));
    await run();
    expect(await states()).toEqual(['msg-1 sending', 'msg-2 waiting']);
    expect(later()).toEqual([{ topic: 'deliveries', delay: 10_000 }]);
    await settle(shell.store, 'msg-1', 'm_echo');
    shell.clock.pass(10_000);
    await run();
    expect(sent()).toEqual(['msg-1', 'msg-2']);
    expect((await shell.messages())[0]).toMatchObject({ state: 'sent', mid: 'm_echo', reason: null });
  });

  test('it waits for the echo before it sends again, and what comes behind waits too', async () => {
    answers(unknown);
    await put(message(1), message(2));
    await run();
    shell.clock.pass(9_999);
    await run();
    expect(sent()).toEqual(['msg-1']);
    shell.clock.pass(1);
    await run();
    expect(sent()).toEqual(['msg-1', 'msg-1', 'msg-2']);
    expect(await shell.messages()).toMatchObject([{ state: 'sent', uncertain: 1 }, { state: 'sent' }]);
  });

  test('it is sent again ever more rarely, five times in all; then it has failed, and the next one goes', async () => {
    answers(unknown, unknown, unknown, unknown, unknown);
    await put(message(1), message(2));
    const delays: number[] = [];
    for (const [at, wait] of echoWaits.entries()) {
      await run();
      delays.push(shell.woken.splice(0).at(-1)?.delay ?? 0);
      expect(await shell.messages()).toMatchObject([
        { state: 'sending', uncertain: at + 1, reason: 'Facebook chưa xác nhận.' },
        { state: 'waiting' },
      ]);
      // A moment too early: nothing is sent.
      shell.clock.pass(wait - 1);
      await run();
      expect(sent()).toEqual(Array(at + 1).fill('msg-1'));
      shell.woken.splice(0);
      shell.clock.pass(1);
    }
    expect(delays).toEqual(echoWaits);
    await run();
    expect(sent()).toEqual([...Array<string>(5).fill('msg-1'), 'msg-2']);
    expect(await shell.messages()).toMatchObject([
      { state: 'failed', reason: 'Không rõ tin đã đến hay chưa; Facebook không xác nhận.' },
      { state: 'sent' },
    ]);
    shell.clock.pass(24 * 3_600_000);
    await run();
    expect(sent()).toHaveLength(6);
  });

  test('an outage of more than a minute costs no message', async () => {
    answers(unknown, unknown, unknown, unknown);
    await put(message(1), message(2));
    for (const wait of echoWaits) {
      await run();
      shell.clock.pass(wait);
    }
    await run();
    expect(await states()).toEqual(['msg-1 sent', 'msg-2 sent']);
  });

  test('the echo of any of the sends settles it, and nothing is sent again', async () => {
    answers(unknown, unknown, unknown);
    await put(message(1));
    for (const wait of echoWaits.slice(0, 2)) {
      await run();
      shell.clock.pass(wait);
    }
    await run();
    await settle(shell.store, 'msg-1', 'm_echo');
    shell.clock.pass(40_000);
    await run();
    expect(sent()).toEqual(['msg-1', 'msg-1', 'msg-1']);
    expect(await states()).toEqual(['msg-1 sent']);
  });

  test('an echo that comes after all makes it sent', async () => {
    shell.messenger = () => unknown;
    await put(message(1));
    for (const wait of [...echoWaits, 0]) {
      await run();
      shell.clock.pass(wait);
    }
    expect(await states()).toEqual(['msg-1 failed']);
    await settle(shell.store, 'msg-1', 'm_echo');
    expect((await shell.messages())[0]).toMatchObject({ state: 'sent', mid: 'm_echo', reason: null });
  });

  test('an echo that is faster than the answer wins over it', async () => {
    shell.messenger = async ({ metadata }) => {
      await settle(shell.store, metadata, 'm_echo');
      return unknown;
    };
    await put(message(1));
    await run();
    shell.clock.pass(60_000);
    await run();
    expect(sent()).toEqual(['msg-1']);
    expect((await shell.messages())[0]).toMatchObject({ state: 'sent', mid: 'm_echo' });
  });

  test('an echo for something that we never sent changes nothing', async () => {
    await settle(shell.store, 'never-heard-of', 'm_echo');
    expect(await states()).toEqual([]);
  });
});

describe('a sender that died in the middle', () => {
  const die = async () => {
    shell.messenger = () => Promise.reject(new Error('the process died here'));
    await expect(run()).rejects.toThrow('died here');
    answers();
  };

  test('leaves a message that is sent again once its time is over', async () => {
    await put(message(1), message(2));
    await die();
    expect(await states()).toEqual(['msg-1 sending', 'msg-2 waiting']);
    await run();
    expect(sent()).toEqual(['msg-1']);
    // It may still be under way.
    expect(later()).toEqual([{ topic: 'deliveries', delay: 500 }]);
    shell.clock.pass(10_999);
    await run();
    expect(later().at(-1)).toEqual({ topic: 'deliveries', delay: 1 });
    shell.clock.pass(1);
    await run();
    expect(sent()).toEqual(['msg-1', 'msg-1', 'msg-2']);
  });

  test('leaves a message that its echo settles', async () => {
    await put(message(1));
    await die();
    await settle(shell.store, 'msg-1', 'm_echo');
    shell.clock.pass(20_000);
    await run();
    expect(sent()).toEqual(['msg-1']);
    expect(await states()).toEqual(['msg-1 sent']);
  });
});

test('nothing that was said stands in the log', async () => {
  answers(retry, giveUp);
  await put(message(1));
  await run();
  shell.clock.pass(1_000);
  await run();
  expect(shell.logged.join()).toContain('551/0');
  expect(shell.logged.join()).not.toMatch(/tin 1|7390123456789012/);
});
