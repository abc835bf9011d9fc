import { createHmac } from 'node:crypto';
import { appSecret, openStand, pageId, type Stand } from './stand';

describe('the Graph API of the simulator', () => {
  let stand: Stand;
  let psid: string;
  beforeEach(async () => {
    stand = await openStand();
    psid = stand.sim.newCitizen('Nguyễn Văn An').psid;
    stand.sim.say(psid, 'Xin chào');
  });
  afterEach(() => stand.close());

  it('takes messages at the page and at me, as JSON, form or query', async () => {
    expect(
      (await stand.graph(`/${pageId}/messages`, { recipient: { id: psid }, message: { text: 'một' } }))
        .status,
    ).toBe(200);
    const form = new URLSearchParams({
      recipient: JSON.stringify({ id: psid }),
      message: JSON.stringify({ text: 'hai' }),
      access_token: 'ma-cua-trang',
    });
    expect(
      (await fetch(`${stand.baseUrl()}/graph/v26.0/me/messages`, { method: 'POST', body: form })).status,
    ).toBe(200);
    const proof = createHmac('sha256', appSecret).update('ma-cua-trang').digest('hex');
    const query = `recipient=${encodeURIComponent(JSON.stringify({ id: psid }))}&message=${encodeURIComponent('{"text":"ba"}')}&appsecret_proof=${proof}`;
    expect((await stand.graph(`/me/messages?${query}`, {})).status).toBe(200);
    expect(stand.sim.thread(psid).map(({ text, from }) => [from, text])).toEqual([
      ['citizen', 'Xin chào'],
      ['page', 'một'],
      ['page', 'hai'],
      ['page', 'ba'],
    ]);
  });

  it('shows typing and reading without a message of its own', async () => {
    for (const action of ['mark_seen', 'typing_on', 'typing_off']) {
      const answer = await stand.graph('/me/messages', { recipient: { id: psid }, sender_action: action });
      expect(answer).toEqual({ status: 200, body: { recipient_id: psid } });
    }
    expect(stand.sim.thread(psid)).toHaveLength(1);
  });

  it('keeps templates as they were sent, in the thread and in the echo', async () => {
    const payload = {
      template_type: 'button',
      text: 'Gọi đường dây nóng?',
      buttons: [{ type: 'phone_number', title: 'Gọi', payload: '+842253822616' }],
    };
    await stand.send(psid, { attachment: { type: 'template', payload } });
    await stand.sim.idle();
    expect(stand.sim.thread(psid).at(-1)?.template).toEqual({
      type: 'button',
      text: payload.text,
      buttons: payload.buttons,
    });
    expect(stand.application.events().find(({ message }) => message?.is_echo)?.message?.attachments).toEqual([
      { type: 'template', payload },
    ]);
  });

  it('takes an upload, checks its kind and size, and sends it under its id for 90 days', async () => {
    const upload = (type: string, contentType: string, size: number) => {
      const form = new FormData();
      form.set('message', JSON.stringify({ attachment: { type, payload: { is_reusable: true } } }));
      form.set('filedata', new Blob([Buffer.alloc(size)], { type: contentType }), 'tệp.bin');
      return stand.graph(`/${pageId}/message_attachments`, form);
    };
    expect((await upload('image', 'application/pdf', 10)).body.error).toMatchObject({
      code: 100,
      error_subcode: 2018047,
    });
    expect((await upload('image', 'image/png', 9 * 1024 * 1024)).body.error).toMatchObject({
      code: 100,
      error_subcode: 2018109,
    });
    expect((await upload('file', 'application/pdf', 27 * 1024 * 1024)).body.error).toMatchObject({
      code: 100,
      error_subcode: 2018109,
    });
    const { body } = await upload('file', 'application/pdf', 10);
    const message = { attachment: { type: 'file', payload: { attachment_id: body.attachment_id } } };
    expect((await stand.send(psid, message)).status).toBe(200);
    expect(stand.sim.thread(psid).at(-1)?.attachments).toMatchObject([
      { type: 'file', name: 'tệp.bin', contentType: 'application/pdf' },
    ]);
    stand.clock.advance(91 * 24 * 3_600_000);
    stand.sim.say(psid, 'Tôi đây');
    expect((await stand.send(psid, message)).body.error).toMatchObject({ code: 100, error_subcode: 2018074 });
  });

  it('fetches an attachment given by its address and takes a file sent in the same call', async () => {
    stand.sim.sendFiles(psid, [
      { type: 'image', name: 'a.png', contentType: 'image/png', content: Buffer.from('png') },
    ]);
    await stand.sim.idle();
    const url = stand.application.events().at(-1)?.message?.attachments?.[0]?.payload.url;
    expect((await stand.send(psid, { attachment: { type: 'image', payload: { url } } })).status).toBe(200);
    const elsewhere = `${stand.baseUrl().replace('127.0.0.1', 'localhost')}/avatars/1.svg`;
    expect(
      (await stand.send(psid, { attachment: { type: 'file', payload: { url: elsewhere } } })).status,
    ).toBe(200);
    expect(
      (await stand.send(psid, { attachment: { type: 'image', payload: { url: elsewhere } } })).body.error,
    ).toMatchObject({ code: 100, error_subcode: 2018047 });
    const form = new FormData();
    form.set('recipient', JSON.stringify({ id: psid }));
    form.set('message', JSON.stringify({ attachment: { type: 'image', payload: {} } }));
    form.set('filedata', new Blob(['jpg'], { type: 'image/jpeg' }), 'b.jpg');
    expect((await stand.graph('/me/messages', form)).status).toBe(200);
    expect(
      stand.sim
        .thread(psid)
        .slice(-3)
        .map(({ attachments }) => attachments?.[0]),
    ).toMatchObject([{ name: 'a.png' }, { name: '1.svg' }, { name: 'b.jpg' }]);
  });

  it('keeps the messenger profile: sets, reads and deletes single properties', async () => {
    const menu = [
      {
        locale: 'default',
        call_to_actions: [{ type: 'postback', title: 'Tra cứu hồ sơ', payload: 'TRA_CUU' }],
      },
    ];
    expect((await stand.graph('/me/messenger_profile', { persistent_menu: menu })).body.error?.code).toBe(
      100,
    );
    expect(
      (
        await stand.graph('/me/messenger_profile', {
          get_started: { payload: 'GET_STARTED' },
          persistent_menu: menu,
        })
      ).body,
    ).toEqual({ result: 'success' });
    expect(
      (await stand.graph('/me/messenger_profile?fields=get_started,greeting,persistent_menu')).body,
    ).toEqual({ data: [{ get_started: { payload: 'GET_STARTED' }, persistent_menu: menu }] });
    expect(
      (await stand.graph('/me/messenger_profile', { fields: ['persistent_menu'] }, { method: 'DELETE' }))
        .body,
    ).toEqual({ result: 'success' });
    expect(stand.sim.profile()).toEqual({ get_started: { payload: 'GET_STARTED' } });
  });

  it.each([
    ['a greeting of 161', { greeting: [{ locale: 'default', text: 'a'.repeat(161) }] }],
    ['no default locale', { greeting: [{ locale: 'vi_VN', text: 'a' }] }],
    [
      '21 menu items',
      {
        get_started: { payload: 'X' },
        persistent_menu: [
          {
            locale: 'default',
            call_to_actions: Array(21).fill({ type: 'postback', title: 'a', payload: 'b' }),
          },
        ],
      },
    ],
    [
      'a menu title of 31',
      {
        get_started: { payload: 'X' },
        persistent_menu: [
          { locale: 'default', call_to_actions: [{ type: 'postback', title: 'a'.repeat(31), payload: 'b' }] },
        ],
      },
    ],
    [
      'five ice breakers',
      {
        ice_breakers: [
          { locale: 'default', call_to_actions: Array(5).fill({ question: 'a', payload: 'b' }) },
        ],
      },
    ],
    ['nothing', {}],
  ])('refuses a profile with %s', async (_what, profile) => {
    expect((await stand.graph('/me/messenger_profile', profile)).body.error?.code).toBe(100);
    expect(stand.sim.profile()).toEqual({});
  });

  it('knows the citizen by name, given name last as in Vietnamese', async () => {
    expect((await stand.graph(`/${psid}?fields=first_name,last_name,profile_pic`)).body).toEqual({
      id: psid,
      first_name: 'An',
      last_name: 'Nguyễn Văn',
      profile_pic: expect.stringContaining('/avatars/') as unknown,
    });
    expect((await stand.graph('/404?fields=first_name')).body.error).toMatchObject({
      code: 100,
      error_subcode: 33,
    });
  });

  it('tells about the token', async () => {
    expect((await stand.graph('/debug_token?input_token=ma-cua-trang')).body).toMatchObject({
      data: {
        is_valid: true,
        profile_id: pageId,
        scopes: expect.arrayContaining(['pages_messaging']) as unknown,
      },
    });
    expect((await stand.graph('/debug_token?input_token=khac')).body).toMatchObject({
      data: { is_valid: false },
    });
  });

  it('breaks as often as it is told to, and only where', async () => {
    const broken = {
      status: 500,
      body: { error: { code: 2, message: 'tạm thời', type: 'OAuthException', is_transient: true } },
    };
    stand.sim.fail({ times: 2, with: broken, match: (call) => call.path === '/me/messages' });
    expect((await stand.graph('/me')).status).toBe(200);
    expect(await stand.send(psid, { text: 'một' })).toMatchObject(broken);
    expect(await stand.send(psid, { text: 'một' })).toMatchObject(broken);
    expect((await stand.send(psid, { text: 'một' })).status).toBe(200);
    expect(stand.sim.sent(psid).map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'accepted']);
  });

  it('can cut the line before anything happened, or after the message went out', async () => {
    stand.sim.fail({ times: 1, with: 'reset' });
    await expect(stand.send(psid, { text: 'mất' })).rejects.toThrow();
    stand.sim.fail({ times: 1, with: 'sent-but-lost' });
    await expect(stand.send(psid, { text: 'đã gửi', metadata: 'viec-1' })).rejects.toThrow();
    await stand.sim.idle();
    expect(stand.sim.thread(psid).map(({ text }) => text)).toEqual(['Xin chào', 'đã gửi']);
    expect(stand.application.events().find(({ message }) => message?.is_echo)?.message).toMatchObject({
      metadata: 'viec-1',
    });
    expect(stand.sim.sent(psid)).toMatchObject([
      { outcome: 'dropped' },
      { outcome: 'lost', mid: expect.any(String) as unknown },
    ]);
  });

  it('can stay silent until it is closed, and be healed', async () => {
    const heal = stand.sim.fail({ times: Infinity, with: 'timeout' });
    const silent = stand.send(psid, { text: 'a' }).catch(() => 'cut off');
    await stand.sim.until(() => stand.sim.sent(psid).length === 1);
    heal();
    expect((await stand.send(psid, { text: 'b' })).status).toBe(200);
    await stand.sim.close();
    expect(await silent).toBe('cut off');
  });
});
