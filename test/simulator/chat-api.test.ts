import type { LiveEvent, StateView, ThreadView } from '../../src/simulator/chat-contract';
import { messengerClient } from '../../src/messenger/client';
import { appSecret, openStand, pageId, type Stand } from './stand';

describe('what the chat page uses', () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await openStand();
  });
  afterEach(() => stand.close());

  const call = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${stand.baseUrl()}/api${path}`, {
      method,
      ...(body instanceof FormData
        ? { body }
        : body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
    });
  const get = async <T>(path: string): Promise<T> => (await (await call('GET', path)).json()) as T;

  it('lets citizens come, write, tap, send files and read, without a PSID in sight', async () => {
    const made = await call('POST', '/citizens', { name: 'Phạm Thu Hà' });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { readonly id: string };
    const psid = stand.sim.citizens()[0]?.psid ?? '';
    for (const action of [
      { type: 'tap', title: 'Bắt đầu', payload: 'GET_STARTED' },
      { type: 'say', text: 'Dòng một\nDòng hai' },
      { type: 'quick-reply', title: 'Có', payload: 'CO' },
      { type: 'sticker' },
      { type: 'location', lat: 20.86, long: 106.68 },
      { type: 'staff', text: 'Cán bộ đây' },
      { type: 'read' },
    ]) {
      expect((await call('POST', `/citizens/${id}/actions`, action)).status).toBe(204);
    }
    const form = new FormData();
    form.append('files', new Blob(['png'], { type: 'image/png' }), 'hiện trường.png');
    form.append('files', new Blob(['pdf'], { type: 'application/pdf' }), 'đơn.pdf');
    expect((await call('POST', `/citizens/${id}/files`, form)).status).toBe(204);
    const answer = await call('GET', `/citizens/${id}/thread`);
    const text = await answer.text();
    expect(text).not.toContain(psid);
    const thread = JSON.parse(text) as ThreadView;
    expect(thread.messages.map(({ from, text }) => [from, text])).toEqual([
      ['citizen', 'Bắt đầu'],
      ['citizen', 'Dòng một\nDòng hai'],
      ['citizen', 'Có'],
      ['citizen', undefined],
      ['citizen', undefined],
      ['staff', 'Cán bộ đây'],
      ['citizen', undefined],
    ]);
    expect(thread.messages.at(-1)?.attachments).toMatchObject([
      {
        type: 'image',
        name: 'hiện trường.png',
        size: 3,
        url: expect.stringMatching(/^\/simulator\/files\//) as unknown,
      },
      { type: 'file', name: 'đơn.pdf' },
    ]);
  });

  it('shows the Vietnamese menu, greeting and first questions', async () => {
    await stand.graph('/me/messenger_profile', {
      get_started: { payload: 'BAT_DAU' },
      greeting: [
        { locale: 'default', text: 'Welcome' },
        { locale: 'vi_VN', text: 'Kính chào' },
      ],
      persistent_menu: [
        {
          locale: 'default',
          call_to_actions: [
            { type: 'web_url', title: 'Cổng dịch vụ công', url: 'https://dichvucong.gov.vn' },
          ],
        },
      ],
    });
    expect((await get<StateView>('/state')).menu).toEqual({
      greeting: 'Kính chào',
      getStarted: 'BAT_DAU',
      iceBreakers: [],
      items: [{ type: 'web_url', title: 'Cổng dịch vụ công', url: 'https://dichvucong.gov.vn' }],
    });
  });

  it('counts what is unread, and knows what the application has not received', async () => {
    const { psid, id } = stand.sim.newCitizen();
    stand.application.status = 500;
    const { mid } = stand.sim.say(psid, 'Xin chào');
    await stand.send(psid, { text: 'Kính chào' });
    expect((await get<StateView>('/state')).citizens[0]).toMatchObject({
      id,
      unread: 1,
      last: { text: 'Kính chào' },
    });
    expect((await get<ThreadView>(`/citizens/${id}/thread`)).marks.undelivered).toEqual([mid]);
    stand.application.status = 200;
    await stand.sim.idle();
    await stand.graph('/me/messages', { recipient: { id: psid }, sender_action: 'mark_seen' });
    const { marks, messages } = await get<ThreadView>(`/citizens/${id}/thread`);
    expect(marks.undelivered).toEqual([]);
    expect(marks.seenByPage).toBeGreaterThanOrEqual(messages[0]?.at ?? Infinity);
  });

  it('tells live of messages, typing and marks', async () => {
    const { psid, id } = stand.sim.newCitizen();
    const live = await call('GET', '/live');
    const reader = live.body?.getReader();
    if (reader === undefined) throw new Error('no live stream');
    stand.sim.say(psid, 'Xin chào');
    await stand.graph('/me/messages', { recipient: { id: psid }, sender_action: 'typing_on' });
    await stand.send(psid, { text: 'Kính chào' });
    await stand.graph('/me/messages', { recipient: { id: psid }, sender_action: 'mark_seen' });
    let seen = '';
    for (let turn = 0; turn < 100 && !/"seenByPage":[1-9]/.test(seen); turn++)
      seen += Buffer.from((await reader.read()).value ?? []).toString('utf8');
    const events = [...seen.matchAll(/^data: (.*)$/gm)].map(
      ([, json]) => JSON.parse(json ?? '') as LiveEvent,
    );
    expect(events.filter(({ type }) => type === 'message' || type === 'typing')).toMatchObject([
      { type: 'message', id, message: { from: 'citizen', text: 'Xin chào' } },
      { type: 'typing', id, on: true },
      { type: 'message', id, message: { from: 'page', text: 'Kính chào' } },
    ]);
    await reader.cancel();
  });

  it('turns switches, breaks the Graph API and lets time pass', async () => {
    const { psid } = stand.sim.newCitizen();
    stand.sim.say(psid, 'Xin chào');
    await call('PUT', '/switches', { duplicate: true, tokenExpired: true });
    expect((await get<StateView>('/state')).switches).toEqual({
      duplicate: true,
      outOfOrder: false,
      batch: false,
      tokenExpired: true,
    });
    await call('PUT', '/switches', { tokenExpired: false });
    await call('POST', '/faults', { times: 3, with: 'transient' });
    expect((await stand.send(psid, { text: 'a' })).body.error).toMatchObject({ code: 2 });
    expect((await get<StateView>('/state')).faultsLeft).toBe(true);
    await call('DELETE', '/faults');
    expect((await stand.send(psid, { text: 'a' })).status).toBe(200);
    await call('POST', '/clock', { hours: 25 });
    expect((await stand.send(psid, { text: 'a' })).body.error).toMatchObject({ code: 10 });
  });

  it.each([
    [10, 2018278, 400],
    [190, 463, 401],
    [551, undefined, 400],
    [80006, undefined, 400],
  ])('provokes the error %s/%s', async (code, subcode, status) => {
    const { psid } = stand.sim.newCitizen();
    stand.sim.say(psid, 'Xin chào');
    const provoked = { times: 1, with: { code, subcode, status } };
    expect((await call('POST', '/faults', provoked)).status).toBe(204);
    const refused = await stand.send(psid, { text: 'a' });
    expect(refused.status).toBe(status);
    expect(refused.body.error).toMatchObject({ code });
    expect((refused.body.error as { error_subcode?: number }).error_subcode).toBe(subcode);
    expect((await stand.send(psid, { text: 'a' })).status).toBe(200);
  });

  it('says beside each Graph answer how much of the allowance is used up, a refusal too', async () => {
    const { psid } = stand.sim.newCitizen();
    stand.sim.say(psid, 'Xin chào');
    const heard: unknown[] = [];
    const client = messengerClient({
      graphUrl: `${stand.baseUrl()}/graph`,
      graphVersion: 'v26.0',
      pageId,
      pageToken: 'no-such-token',
      appSecret,
      heardUsage: (usage) => void heard.push(usage),
    });
    await client.send(psid, { text: 'a' }, 'e');
    for (const used of [{ percent: 95 }, { percent: 100, regainMinutes: 2 }, { percent: 0 }]) {
      // Twice, as a finger may.
      for (let time = 0; time < 2; time += 1) expect((await call('PUT', '/usage', used)).status).toBe(204);
      expect((await get<StateView>('/state')).usedPercent).toBe(used.percent);
      await client.send(psid, { text: 'a' }, 'e');
    }
    client.close();
    expect(heard).toEqual([
      { percent: 95, regainMs: 0 },
      { percent: 100, regainMs: 120_000 },
    ]);
    expect((await call('PUT', '/usage', { percent: 'all' })).status).toBe(400);
  });

  it('answers nonsense with a clear error in Vietnamese', async () => {
    const { id } = stand.sim.newCitizen();
    for (const [path, body] of [
      [`/citizens/${id}/actions`, { type: 'fly' }],
      [`/citizens/${id}/actions`, { type: 'say', text: '  ' }],
      ['/clock', { hours: -1 }],
      [`/citizens/${id}/files`, new FormData()],
    ] as const) {
      const answer = await call('POST', path, body);
      expect([answer.status, ((await answer.json()) as { message: string }).message]).toEqual([
        400,
        'Yêu cầu không hợp lệ. Xin tải lại trang rồi thử lại.',
      ]);
    }
    expect((await call('GET', '/citizens/c99/thread')).status).toBe(404);
  });
});
