import { nextArrival } from '../../src/inbox/accept';
import { internalEvent, type InternalInput } from '../../src/inbox/internal-event';
import { takeTurn } from '../../src/inbox/take-turn';
import type { SendResult } from '../../src/messenger/judge-answer';
import { deliver } from '../../src/outbox/deliver';
import { settle } from '../../src/outbox/settle-result';
import { sweep } from '../../src/queues/sweep';
import type { CaseDoc } from '../../src/store/cases';
import { echo, feedbackIntake, openShell, psid, type Shell } from '../support/open-shell';
import { ownAppId, pageId } from '../support/payload-files';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ANSWER = 'Sở đã kiểm tra và trả lời như sau.';
const tooLate: SendResult = { type: 'give-up', reason: 'Đã quá 24 giờ.', code: '10/2018278' };

let shell: Shell;
let events = 0;

/** A citizen whose case is with an officer, who has been silent since. */
beforeEach(async () => {
  shell = await openShell();
  for (const text of feedbackIntake) await shell.hear(text);
  shell.calls.length = 0;
});
afterEach(() => shell.close());

const theCase = async (): Promise<CaseDoc> => {
  const [found] = await shell.store.cases.find({ where: {}, sort: ['updatedAt'], limit: 1 });
  if (!found) throw new Error('there is no case');
  return found.doc;
};
const tell = async (input: InternalInput) => {
  const { id } = (await shell.conversation()) as { id: string };
  const when = { at: shell.clock.now(), arrival: nextArrival(shell.clock.now()) };
  events += 1;
  await shell.store.events.insertIfAbsent([
    internalEvent({ id, pageId, psid }, `inside-${events}`, when, input),
  ]);
  shell.woken.push({ topic: 'turns', id, delay: 0 });
  await shell.work();
};
const officerSays = async (text = ANSWER) =>
  tell({ type: 'officer-said', text, caseId: (await theCase()).id, confidential: false });
/** The officers' words, by what became of them. */
const words = async () =>
  (await shell.messages()).filter(({ by }) => by === 'officer').map(({ text, state }) => `${text} ${state}`);
const said = () =>
  shell.calls.flatMap(({ body }) => {
    if ('attachment' in body) return [body.attachment.payload.text];
    return 'text' in body ? [body.text] : [];
  });
const deeds = async () => (await theCase()).history.map(({ type }) => type);
const allow = (humanAgent: boolean, template = false) => {
  const permissions = {
    humanAgent,
    template: template ? { name: 'ho_so_co_cap_nhat', language: 'vi' } : undefined,
  };
  Object.assign(shell.deliverDeps, { permissions });
};

test("an officer's words after the day are not even tried; they wait, and the case says so", async () => {
  await shell.pass(DAY + HOUR);
  await officerSays();
  expect(shell.calls).toEqual([]);
  expect(await words()).toEqual([`${ANSWER} held`]);
  expect(await deeds()).toContain('reply-held');
  expect(await theCase()).toMatchObject({ waiting: true });
});

test('they go out when the citizen writes again, before what is answered to that, and the case says so', async () => {
  await shell.pass(DAY + HOUR);
  await officerSays('Câu một.');
  await officerSays('Câu hai.');
  await tell({ type: 'handed-back', caseId: (await theCase()).id });
  shell.calls.length = 0;
  await shell.hear('xin chào');
  expect(said().slice(0, 2)).toEqual(['Câu một.', 'Câu hai.']);
  expect(said().length).toBeGreaterThan(2);
  expect(await words()).toEqual(['Câu một. sent', 'Câu hai. sent']);
  expect((await deeds()).filter((deed) => deed === 'reply-delivered')).toHaveLength(2);
  expect(await theCase()).toMatchObject({ waiting: false });
  // Once is enough.
  shell.calls.length = 0;
  await shell.hear('xin chào lần nữa');
  expect(said()).not.toContain('Câu một.');
});

test('a case whose citizen also wrote something new waits for its officer all the same', async () => {
  await shell.pass(DAY + HOUR);
  await officerSays();
  await shell.hear('Tôi có thêm một việc nữa muốn hỏi cán bộ.');
  expect(await words()).toEqual([`${ANSWER} sent`]);
  expect(await theCase()).toMatchObject({ waiting: true });
});

test('a reaction is enough for them to go', async () => {
  await shell.pass(DAY + HOUR);
  await officerSays();
  await tell({ type: 'touched' });
  expect(await words()).toEqual([`${ANSWER} sent`]);
});

test('what only the bot chatted about has had its time', async () => {
  await shell.pass(DAY + HOUR);
  await officerSays();
  await tell({ type: 'handed-back', caseId: (await theCase()).id });
  const chatter = (await shell.messages()).filter(({ by, state }) => by === 'bot' && state !== 'sent');
  expect(chatter.length).toBeGreaterThan(0);
  expect(new Set(chatter.map(({ state }) => state))).toEqual(new Set(['failed']));
  shell.calls.length = 0;
  await shell.hear('xin chào');
  for (const { text } of chatter.slice(0, 1)) expect(said()).not.toContain(text);
});

test('word that a case is closed waits like an answer', async () => {
  const { id, code } = await theCase();
  await shell.pass(DAY + HOUR);
  await tell({ type: 'case-closed', caseId: id, code });
  expect(shell.calls).toEqual([]);
  await shell.hear('xin chào');
  expect(said()[0]).toContain(code);
});

test('with the permission a person has seven days, and the bot has not', async () => {
  allow(true);
  await shell.pass(6 * DAY);
  await officerSays();
  expect(shell.calls.map(({ door }) => door)).toEqual(['human-agent']);
  expect(await words()).toEqual([`${ANSWER} sent`]);
  await shell.pass(2 * DAY);
  await officerSays('Thêm một câu.');
  expect(shell.calls).toHaveLength(1);
  expect(await words()).toEqual([`${ANSWER} sent`, 'Thêm một câu. held']);
});

test('within the day there is no tag, whatever is permitted', async () => {
  allow(true);
  await shell.pass(DAY - HOUR);
  await officerSays();
  expect(shell.calls.map(({ door }) => door)).toEqual([undefined]);
});

describe("where Meta's clock says that the day is over and ours does not", () => {
  test('the words wait, and are not tried again by themselves', async () => {
    shell.messenger = () => tooLate;
    await officerSays();
    expect(shell.calls).toHaveLength(1);
    expect(await words()).toEqual([`${ANSWER} held`]);
    await shell.work();
    expect(shell.calls).toHaveLength(1);
    shell.messenger = ({ metadata }) => ({ type: 'sent', mid: `m_of_${metadata}` });
    await shell.hear('Tôi đây');
    expect(await words()).toEqual([`${ANSWER} sent`]);
  });

  test('a person who may use the tag uses it at once', async () => {
    allow(true);
    shell.messenger = ({ door }) => (door ? { type: 'sent', mid: 'm' } : tooLate);
    await officerSays();
    expect(shell.calls.map(({ door }) => door)).toEqual([undefined, 'human-agent']);
    expect(await words()).toEqual([`${ANSWER} sent`]);
  });

  test('a citizen who writes while Meta is being asked gets the answer without another word', async () => {
    let isFirst = true;
    shell.messenger = async ({ metadata }) => {
      if (!isFirst) return { type: 'sent', mid: `m_of_${metadata}` };
      isFirst = false;
      shell.clock.pass(1_000);
      await shell.store.conversations.update(shell.conversationId, {
        state: { ...(await shell.conversation()).state, touchedAt: shell.clock.now() },
      });
      return tooLate;
    };
    await officerSays();
    expect(await words()).toEqual([`${ANSWER} sent`]);
  });
});

describe('a process that dies while a message is put aside', () => {
  const die = () => Promise.reject(new Error('the process died here'));

  test('before the case was told: it is told by the next, once', async () => {
    await shell.pass(DAY + HOUR);
    const { replyHeld } = shell.deliverDeps;
    Object.assign(shell.deliverDeps, { replyHeld: die });
    await expect(officerSays()).rejects.toThrow('died here');
    Object.assign(shell.deliverDeps, { replyHeld });
    expect(await words()).toEqual([`${ANSWER} sending`]);
    await shell.pass(11_000);
    await shell.work();
    await deliver(shell.deliverDeps, shell.conversationId);
    await shell.work();
    expect(await words()).toEqual([`${ANSWER} held`]);
    expect((await deeds()).filter((deed) => deed === 'reply-held')).toHaveLength(1);
  });

  test('before the conversation was told: a day later it is looked at again', async () => {
    await shell.pass(DAY + HOUR);
    const stored = shell.deliverDeps.events;
    Object.assign(shell.deliverDeps, { events: { ...stored, insertIfAbsent: die } });
    await expect(officerSays()).rejects.toThrow('died here');
    Object.assign(shell.deliverDeps, { events: stored });
    expect(await words()).toEqual([`${ANSWER} held`]);
    await shell.hear('xin chào');
    expect(await words()).toEqual([`${ANSWER} held`]);
    await shell.pass(23 * HOUR + 59 * 60_000);
    await shell.hear('còn ai không');
    await shell.pass(60_000);
    await sweep({ ...shell.deliverDeps, ...shell.store }, 0);
    await shell.work();
    expect(await words()).toEqual([`${ANSWER} sent`]);
  });
});

test('looking again changes nothing while the citizen is silent', async () => {
  await shell.pass(DAY + HOUR);
  await officerSays();
  const before = (await shell.events()).length;
  for (let day = 0; day < 3; day += 1) {
    await shell.pass(DAY);
    await sweep({ ...shell.deliverDeps, ...shell.store }, 0);
    await shell.work();
  }
  expect(await words()).toEqual([`${ANSWER} held`]);
  expect(await shell.events()).toHaveLength(before);
  expect(shell.calls).toEqual([]);
  await shell.hear('xin chào');
  expect(await words()).toEqual([`${ANSWER} sent`]);
});

describe('where Meta approved a template', () => {
  test('the citizen is told once that there is news, by the code alone; the news waits', async () => {
    allow(false, true);
    const { code } = await theCase();
    await shell.pass(30 * DAY);
    await officerSays('Câu một.');
    await officerSays('Câu hai.');
    expect(shell.calls).toEqual([
      expect.objectContaining({
        door: 'template',
        body: {
          template: {
            name: 'ho_so_co_cap_nhat',
            language: { code: 'vi' },
            components: [{ type: 'body', parameters: [{ type: 'text', text: code }] }],
          },
        },
      }),
    ]);
    expect(await words()).toEqual(['Câu một. held', 'Câu hai. held']);
    await shell.hear('xin chào');
    expect(await words()).toEqual(['Câu một. sent', 'Câu hai. sent']);
  });

  test('of a tố cáo nothing is said unasked', async () => {
    allow(false, true);
    await shell.pass(30 * DAY);
    await tell({ type: 'officer-said', text: ANSWER, caseId: (await theCase()).id, confidential: true });
    expect(shell.calls).toEqual([]);
    expect(await words()).toEqual([`${ANSWER} held`]);
  });
});

describe('an echo that comes late', () => {
  const unknown: SendResult = { type: 'unknown', reason: 'Facebook chưa xác nhận.', code: 'ETIMEDOUT' };
  const lost = async (): Promise<string> => {
    shell.messenger = () => unknown;
    await officerSays();
    const [message] = (await shell.messages()).filter(({ by }) => by === 'officer');
    if (!message) throw new Error('there is no message');
    return message.id;
  };
  const itsEcho = (id: string) =>
    shell.post(echo({ mid: 'm_late', app_id: ownAppId, metadata: id }, shell.clock.now()));
  const turn = async () => {
    shell.woken.push({ topic: 'turns', id: shell.conversationId, delay: 0 });
    await shell.work();
  };

  test('after the words were given up: they arrived, and their case is answered', async () => {
    const id = await lost();
    for (const wait of [10_000, 20_000, 40_000, 80_000]) {
      await shell.pass(wait);
      await deliver(shell.deliverDeps, shell.conversationId);
    }
    expect(await words()).toEqual([`${ANSWER} failed`]);
    expect(await theCase()).toMatchObject({ waiting: true });
    // Twice, as Meta may.
    for (let time = 0; time < 2; time += 1) {
      await itsEcho(id);
      await turn();
    }
    expect(await words()).toEqual([`${ANSWER} sent`]);
    expect((await deeds()).slice(-2)).toEqual(['reply-failed', 'reply-delivered']);
    expect(await theCase()).toMatchObject({ waiting: false });
  });

  test('of words that had waited for the citizen: the case is told as if the answer had come', async () => {
    await shell.pass(DAY + HOUR);
    const id = await lost();
    await shell.hear('xin chào');
    expect(await words()).toEqual([`${ANSWER} sending`]);
    await itsEcho(id);
    await turn();
    expect(await words()).toEqual([`${ANSWER} sent`]);
    expect((await deeds()).filter((deed) => deed === 'reply-delivered')).toHaveLength(1);
  });

  test('just while the case is told that the words failed: it is told that they arrived', async () => {
    shell.messenger = () => ({ type: 'give-up', reason: 'Đã chặn trang.', code: '551/0' });
    const { replyFailed } = shell.deliverDeps;
    const failing: typeof replyFailed = async (message, reason) => {
      await replyFailed(message, reason);
      await settle(shell.store, message.id, 'm_echo');
    };
    Object.assign(shell.deliverDeps, { replyFailed: failing });
    await officerSays();
    expect(await words()).toEqual([`${ANSWER} sent`]);
    expect((await deeds()).slice(-2)).toEqual(['reply-failed', 'reply-delivered']);
    expect(await theCase()).toMatchObject({ waiting: false });
  });
});

test('an echo that comes just while the case is told that the words wait: it is told that they arrived', async () => {
  await shell.pass(DAY + HOUR);
  const { replyHeld } = shell.deliverDeps;
  const holding: typeof replyHeld = async (message, reason) => {
    await replyHeld(message, reason);
    await settle(shell.store, message.id, 'm_echo');
  };
  Object.assign(shell.deliverDeps, { replyHeld: holding });
  await officerSays();
  expect(await words()).toEqual([`${ANSWER} sent`]);
  expect((await deeds()).slice(-2)).toEqual(['reply-held', 'reply-delivered']);
  expect(await theCase()).toMatchObject({ waiting: false });
});

describe('while another app has the thread', () => {
  const notOurs: SendResult = { type: 'give-up', reason: 'Ứng dụng khác giữ.', code: '10/2018300' };

  test("an officer's words wait, the bot is silent, and both end when the thread is ours again", async () => {
    shell.messenger = () => notOurs;
    await officerSays();
    expect(await words()).toEqual([`${ANSWER} held`]);
    expect((await shell.conversation()).state).toMatchObject({
      speaker: 'officer',
      onFacebook: { taken: true },
    });
    shell.messenger = ({ metadata }) => ({ type: 'sent', mid: `m_of_${metadata}` });
    await tell({ type: 'thread-given' });
    expect(await words()).toEqual([`${ANSWER} sent`]);
    expect((await shell.conversation()).state.speaker).toBe('bot');
  });

  test('what the bot says is not said later', async () => {
    shell.messenger = () => notOurs;
    await shell.hear('xin chào');
    const bot = (await shell.messages()).filter(({ by, state }) => by === 'bot' && state !== 'sent');
    expect(new Set(bot.map(({ state }) => state))).toEqual(new Set(['failed']));
    expect((await shell.conversation()).state.onFacebook).toBeDefined();
  });
});

test('a turn that is taken twice releases nothing twice', async () => {
  await shell.pass(DAY + HOUR);
  await officerSays();
  await shell.hear('xin chào');
  const before = shell.calls.length;
  await takeTurn(shell.turnDeps, shell.conversationId);
  await shell.work();
  expect(shell.calls).toHaveLength(before);
});
