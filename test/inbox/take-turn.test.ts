import { makeFlowBook } from '../../src/conversation/flow-book';
import { takeTurn } from '../../src/inbox/take-turn';
import { readTranscript } from '../../src/store/read-transcript';
import { ownAppId } from '../support/payload-files';
import { earlier, echo, feedbackIntake, openShell, said, type Shell } from '../support/open-shell';

let shell: Shell;
beforeEach(async () => {
  shell = await openShell();
});
afterEach(() => shell.close());

/** What citizens' events, in which order, had a turn. */
const taken = async () => {
  const events = new Map((await shell.events()).map((event) => [event.id, event]));
  return (await shell.conversation()).handled.map(({ id }) => {
    const body = events.get(id)?.body as { message?: { text?: string }; type?: string } | undefined;
    return body?.message?.text ?? body?.type;
  });
};
const transcript = async () => {
  const deps = { ...shell.store, ownAppId };
  return (await readTranscript(deps, shell.conversationId, { limit: 500 })).items;
};
const take = (deps: Partial<Shell['turnDeps']> = {}) =>
  takeTurn({ ...shell.turnDeps, ...deps }, shell.conversationId);

describe('order', () => {
  test('is that of the timestamps, whatever came first', async () => {
    await shell.post(said('m_3', 'ba', { at: earlier + 2 }));
    await shell.post(said('m_1', 'một', { at: earlier }), said('m_2', 'hai', { at: earlier + 1 }));
    await shell.work();
    expect(await taken()).toEqual(['một', 'hai', 'ba']);
  });

  test('is that of arrival within one millisecond', async () => {
    await shell.post(said('m_z', 'một'), said('m_y', 'hai'), said('m_x', 'ba'));
    await shell.post(said('m_w', 'bốn'));
    await shell.work();
    expect(await taken()).toEqual(['một', 'hai', 'ba', 'bốn']);
  });

  test('holds over more events than one batch has', async () => {
    const many = Array.from({ length: 45 }, (_, at) =>
      said(`m_${at}`, `tin ${at}`, { at: earlier + 45 - at }),
    );
    await shell.post(...many);
    await shell.work();
    const expected = many.map(({ message }) => message.text).reverse();
    expect(await taken()).toEqual(expected);
    expect((await shell.events()).every(({ state }) => state === 'done')).toBe(true);
  });

  test('puts what a case says of itself right behind what opened it', async () => {
    for (const text of feedbackIntake.slice(0, -1)) await shell.hear(text);
    shell.clock.pass(1_000);
    const at = shell.clock.now();
    await shell.post(said('m_send', 'gửi hồ sơ', { at }), said('m_after', 'cảm ơn', { at }));
    await shell.work();
    expect((await taken()).slice(-3)).toEqual(['gửi hồ sơ', 'case-opened', 'cảm ơn']);
  });
});

test('a first message makes the conversation and is answered', async () => {
  expect(await shell.hear('xin chào')).toEqual([
    expect.stringContaining('Xin chào Anh/Chị') as string,
    expect.stringContaining('Thông báo về dữ liệu') as string,
    expect.stringContaining('đồng ý') as string,
  ]);
  expect(shell.calls).toHaveLength(3);
  const conversation = await shell.conversation();
  expect(conversation).toMatchObject({ effectsDue: false, psid: '7390123456789012' });
  expect(conversation).not.toHaveProperty('effects');
});

test('nothing waiting makes no conversation', async () => {
  await take();
  expect(await shell.store.conversations.get(shell.conversationId)).toBeUndefined();
  expect(shell.woken).toEqual([]);
});

test('the same event delivered again has one turn and one answer', async () => {
  await shell.post(said('m_1', 'xin chào'), said('m_1', 'xin chào'));
  await shell.work();
  const before = await shell.messages();
  await shell.post(said('m_1', 'xin chào'));
  await shell.work();
  await take();
  expect(await taken()).toEqual(['xin chào']);
  expect(await shell.messages()).toEqual(before);
});

describe('a turn that was committed but whose event was not marked', () => {
  /** As if the process had died before it wrote down what it had taken. */
  const failToMark = (): Partial<Shell['turnDeps']> => ({
    marks: { add: async () => undefined, isWaiting: () => false, flush: async () => undefined },
  });

  test('is not taken twice', async () => {
    await shell.post(said('m_1', 'xin chào'));
    await take(failToMark());
    expect((await shell.events()).map(({ state }) => state)).toEqual(['new']);
    await take();
    await shell.work();
    expect((await shell.events()).map(({ state }) => state)).toEqual(['done']);
    expect(await taken()).toEqual(['xin chào']);
    expect(await shell.messages()).toHaveLength(3);
    expect(shell.calls).toHaveLength(3);
    expect(await shell.hear('đồng ý')).toHaveLength(1);
  });

  test("still shows a colleague's words in the transcript", async () => {
    await shell.hear('xin chào');
    await shell.post(
      echo({ mid: 'm_staff', app_id: 263902037430900, text: 'Tôi là cán bộ' }, shell.clock.now()),
    );
    await take(failToMark());
    await take();
    await shell.turnDeps.marks.flush();
    const words = (await transcript()).filter(({ from }) => from === 'facebook');
    expect(words.map(({ text }) => text)).toEqual(['Tôi là cán bộ']);
  });
});

test('a turn that could not be committed changes nothing and is taken later', async () => {
  await shell.post(said('m_1', 'xin chào'));
  const conversations: Shell['turnDeps']['conversations'] = {
    ...shell.store.conversations,
    replace: async () => {
      throw new Error('the disk is full');
    },
  };
  await expect(take({ conversations })).rejects.toThrow('full');
  expect(await taken()).toEqual([]);
  expect(await shell.messages()).toEqual([]);
  await take();
  expect(await taken()).toEqual(['xin chào']);
});

test('effects that were committed and not performed are performed before the next turn', async () => {
  await shell.post(said('m_1', 'xin chào'));
  const dying = { perform: () => Promise.reject(new Error('the process died here')) };
  await expect(take(dying)).rejects.toThrow('died here');
  expect(await shell.conversation()).toMatchObject({ effectsDue: true });
  expect(await shell.messages()).toEqual([]);
  await shell.post(said('m_2', 'đồng ý', { at: earlier + 1 }));
  await shell.work();
  expect((await shell.messages()).map(({ text }) => text.slice(0, 8))).toEqual([
    'Xin chào',
    'Thông bá',
    'Anh/Chị ',
    'Anh/Chị ',
  ]);
  expect(await shell.conversation()).toMatchObject({ effectsDue: false });
  expect(await shell.conversation()).not.toHaveProperty('effects');
});

describe('with several workers', () => {
  test('a conversation that another one holds is left to him, and looked at again', async () => {
    await shell.hear('xin chào');
    const lease = await shell.store.conversations.lease(shell.conversationId, 10_000);
    await shell.post(said('m_2', 'đồng ý', { at: shell.clock.now() }));
    shell.woken.length = 0;
    await take();
    expect((await shell.events()).at(-1)?.state).toBe('new');
    expect(shell.woken).toEqual([{ topic: 'turns', id: shell.conversationId, delay: 100 }]);

    if (typeof lease === 'object') await shell.store.conversations.release(shell.conversationId, lease.epoch);
    await take();
    expect((await shell.events()).at(-1)?.state).toBe('done');
  });

  test('a holder that died is waited for no longer than its lease', async () => {
    await shell.hear('xin chào');
    await shell.store.conversations.lease(shell.conversationId, 10_000);
    await shell.pass(10_000);
    await shell.post(said('m_2', 'đồng ý', { at: shell.clock.now() }));
    await take();
    expect((await shell.events()).at(-1)?.state).toBe('done');
  });

  /** Lets somebody else take everything over while the first worker hangs. */
  const overtake = (): (() => Promise<void>) => {
    let done = false;
    return async () => {
      if (done) return;
      done = true;
      await shell.pass(11_000);
      await takeTurn(shell.turnDeps, shell.conversationId);
    };
  };

  test('one that slept before its commit gives its turn up', async () => {
    await shell.hear('xin chào');
    await shell.post(said('m_2', 'đồng ý', { at: shell.clock.now() }));
    const sleep = overtake();
    const { conversations } = shell.store;
    await take({
      conversations: {
        ...conversations,
        replace: async (...call) => {
          await sleep();
          return conversations.replace(...call);
        },
      },
    });
    await shell.work();
    expect(await taken()).toEqual(['xin chào', 'đồng ý']);
    expect(await shell.messages()).toHaveLength(4);
    expect(shell.woken).toContainEqual({ topic: 'turns', id: shell.conversationId, delay: 500 });
    expect(shell.logged.join()).toContain('another worker has taken over');
  });

  test('one that slept gives way also to another who has done nothing yet', async () => {
    await shell.hear('xin chào');
    await shell.post(said('m_2', 'đồng ý', { at: shell.clock.now() }));
    const { conversations } = shell.store;
    await take({
      conversations: {
        ...conversations,
        replace: async (...call) => {
          await shell.pass(11_000);
          await conversations.lease(shell.conversationId, 10_000);
          return conversations.replace(...call);
        },
      },
    });
    expect(await taken()).toEqual(['xin chào']);
    expect((await shell.events()).at(-1)?.state).toBe('new');
  });

  test('one that slept while performing takes nothing away from the other', async () => {
    await shell.post(said('m_1', 'xin chào'));
    const next = said('m_2', 'đồng ý', { at: earlier + 1 });
    // The other one dies right after his commit, so that his effects are still to be done.
    const dying = { ...shell.turnDeps, perform: () => Promise.reject(new Error('died here')) };
    let slept = false;
    await take({
      perform: async (conversation, effects) => {
        await shell.turnDeps.perform(conversation, effects);
        if (slept) return;
        slept = true;
        await shell.pass(11_000);
        await takeTurn(shell.turnDeps, shell.conversationId);
        await shell.post(next);
        await expect(takeTurn(dying, shell.conversationId)).rejects.toThrow('died here');
      },
    });
    expect(await shell.conversation()).toMatchObject({ effectsDue: true });
    await shell.work();
    await take();
    await shell.work();
    expect(await taken()).toEqual(['xin chào', 'đồng ý']);
    expect(await shell.messages()).toHaveLength(4);
    expect((await shell.events()).every(({ state }) => state === 'done')).toBe(true);
  });

  test('many at the same moment take each event once', async () => {
    await shell.post(...['một', 'hai', 'ba'].map((text, at) => said(`m_${at}`, text, { at: earlier + at })));
    await Promise.all(Array.from({ length: 10 }, () => take()));
    await shell.pass(11_000);
    await shell.work();
    await take();
    expect(await taken()).toEqual(['một', 'hai', 'ba']);
    const seqs = (await shell.messages()).map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(seqs.length);
  });
});

describe('a turn that fails', () => {
  const replaceFlows = () => {
    const { current, phrases, department } = shell.book;
    const next = [...current.values()].map(({ flow }) => ({ flow, number: 2 }));
    shell.book = makeFlowBook(next, phrases, department);
  };

  test('apologises, opens a case for an officer, and the next message is answered', async () => {
    await shell.hear('xin chào');
    replaceFlows();
    const apology = await shell.hear('đồng ý');
    expect(apology).toEqual([shell.book.phrases['failed-turn']]);
    const cases = await shell.store.cases.find({ where: {}, sort: ['updatedAt'], limit: 10 });
    expect(cases.map(({ doc }) => doc)).toMatchObject([
      { reason: 'failed-turn', kind: 'chua-ro', status: 'moi' },
    ]);
    expect(shell.logged.join()).toContain('turn failed');
    expect(shell.logged.join()).not.toContain('đồng ý');
    expect((await shell.events()).every(({ state }) => state === 'done')).toBe(true);

    expect((await shell.hear('xin chào')).join()).toContain('Xin chào Anh/Chị');
    expect(await shell.hear('đồng ý')).toEqual([expect.stringContaining('cần hỗ trợ việc gì') as string]);
  });

  test('does the same however often it is taken', async () => {
    await shell.hear('xin chào');
    replaceFlows();
    await shell.post(said('m_2', 'đồng ý', { at: shell.clock.now() }));
    let first = true;
    await expect(
      take({
        perform: async (conversation, effects) => {
          await shell.turnDeps.perform(conversation, effects);
          if (first) throw new Error('died here');
          first = false;
        },
      }),
    ).rejects.toThrow('died here');
    await take();
    await shell.work();
    expect(await shell.store.cases.count({})).toBe(1);
    expect(
      (await shell.messages()).filter(({ text }) => text === shell.book.phrases['failed-turn']),
    ).toHaveLength(1);
  });
});

test('a button tapped twice with one finger sends one case, is answered once, and stands in the transcript twice', async () => {
  for (const text of feedbackIntake.slice(0, -1)) await shell.hear(text);
  const body = shell.calls.at(-1)?.body;
  const replies = body && 'quick_replies' in body ? (body.quick_replies ?? []) : [];
  const [send] = replies.filter(({ title }) => title === 'Gửi hồ sơ');
  shell.clock.pass(1_000);
  const tapped = (mid: string, after: number) => {
    const item = said(mid, 'Gửi hồ sơ', { at: shell.clock.now() + after });
    return { ...item, message: { ...item.message, quick_reply: { payload: send?.payload } } };
  };
  await shell.post(tapped('m_tap', 0));
  await shell.work();
  const answered = shell.calls.length;
  await shell.post(tapped('m_tap_again', 8));
  await shell.work();
  expect(shell.calls).toHaveLength(answered);
  expect(await shell.store.cases.count({})).toBe(1);
  expect((await transcript()).filter(({ text }) => text === 'Gửi hồ sơ')).toHaveLength(2);
});

test('an echo of our own settles its message and has no turn', async () => {
  shell.messenger = () => ({ type: 'unknown', reason: 'x', code: 'ECONNRESET' });
  await shell.hear('xin chào');
  const [first] = await shell.messages();
  expect(first?.state).toBe('sending');
  await shell.post(echo({ mid: 'm_echo', app_id: Number(ownAppId), metadata: first?.id }));
  await shell.work();
  expect((await shell.messages())[0]).toMatchObject({ state: 'sent', mid: 'm_echo', reason: null });
  expect(await taken()).toEqual(['xin chào']);
});

test('once a colleague speaks in Facebook, the bot is silent', async () => {
  await shell.hear('xin chào');
  shell.clock.pass(1_000);
  await shell.post(
    echo({ mid: 'm_staff', app_id: 263902037430900, text: 'Tôi là cán bộ' }, shell.clock.now()),
  );
  await shell.work();
  expect(await shell.hear('dạ vâng')).toEqual([]);
  expect((await transcript()).slice(-2).map(({ from, text }) => [from, text])).toEqual([
    ['facebook', 'Tôi là cán bộ'],
    ['citizen', 'dạ vâng'],
  ]);
});

test('nothing that a citizen said stands in the log', async () => {
  for (const text of feedbackIntake) await shell.hear(text);
  expect(shell.logged.length).toBeGreaterThan(10);
  expect(shell.logged.join()).not.toMatch(/tận tình|góp ý|7390123456789012/);
});
