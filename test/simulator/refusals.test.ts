import { openStand, pageId, type Stand } from './stand';

const hour = 3_600_000;
const button = { type: 'postback', title: 'Tra cứu', payload: 'TRA_CUU' };
const buttons = (text: string, list: readonly unknown[]) => ({
  attachment: { type: 'template', payload: { template_type: 'button', text, buttons: list } },
});
const cards = (elements: readonly unknown[]) => ({
  attachment: { type: 'template', payload: { template_type: 'generic', elements } },
});
const card = { title: 'Hồ sơ', subtitle: 'Đang xử lý' };
const quick = (count: number, change: object = {}) => ({
  text: 'Chọn',
  quick_replies: Array.from({ length: count }, (_, index) => ({
    content_type: 'text',
    title: `Số ${index}`,
    payload: 'X',
    ...change,
  })),
});

type Row = {
  readonly what: string;
  readonly message: unknown;
  readonly more?: Record<string, unknown>;
  readonly code: number;
  readonly subcode?: number;
};
const refused: readonly Row[] = [
  { what: 'an empty text', message: { text: '' }, code: 100 },
  { what: 'a text of blanks', message: { text: ' \n ' }, code: 100 },
  { what: 'a text of 2001 characters', message: { text: 'ạ'.repeat(2001) }, code: 100 },
  { what: 'a message with nothing in it', message: {}, code: 100 },
  { what: 'text and attachment together', message: { text: 'a', ...buttons('b', [button]) }, code: 100 },
  { what: 'no message at all', message: undefined, code: 100 },
  { what: '14 quick replies', message: quick(14), code: 100 },
  { what: 'a quick reply title of 21', message: quick(1, { title: 'a'.repeat(21) }), code: 100 },
  { what: 'a quick reply payload of 1001', message: quick(1, { payload: 'a'.repeat(1001) }), code: 100 },
  {
    what: 'a quick reply of the dead type location',
    message: quick(1, { content_type: 'location' }),
    code: 100,
  },
  { what: 'a button text of 641', message: buttons('a'.repeat(641), [button]), code: 100 },
  { what: 'four buttons', message: buttons('Chọn', [button, button, button, button]), code: 100 },
  { what: 'no buttons', message: buttons('Chọn', []), code: 100 },
  {
    what: 'a button title of 21',
    message: buttons('Chọn', [{ ...button, title: 'a'.repeat(21) }]),
    code: 100,
  },
  {
    what: 'a button payload of 1001',
    message: buttons('Chọn', [{ ...button, payload: 'a'.repeat(1001) }]),
    code: 100,
  },
  {
    what: 'a link that is no link',
    message: buttons('Chọn', [{ type: 'web_url', title: 'Mở', url: 'javascript:alert(1)' }]),
    code: 100,
  },
  {
    what: 'a phone button without +84',
    message: buttons('Chọn', [{ type: 'phone_number', title: 'Gọi', payload: '0225' }]),
    code: 100,
  },
  { what: 'eleven cards', message: cards(Array(11).fill(card)), code: 100 },
  { what: 'a card title of 81', message: cards([{ ...card, title: 'a'.repeat(81) }]), code: 100 },
  { what: 'a card with a title only', message: cards([{ title: 'Hồ sơ' }]), code: 100 },
  { what: 'metadata of 1001', message: { text: 'a', metadata: 'a'.repeat(1001) }, code: 100 },
  {
    what: 'an attachment of an unknown type',
    message: { attachment: { type: 'hologram', payload: { url: 'https://a.vn/b' } } },
    code: 100,
  },
  {
    what: 'an attachment id that is not ours',
    message: { attachment: { type: 'image', payload: { attachment_id: '1' } } },
    code: 100,
    subcode: 2018074,
  },
  {
    what: 'an attachment address nobody answers at',
    message: { attachment: { type: 'image', payload: { url: 'http://127.0.0.1:1/a.png' } } },
    code: 100,
    subcode: 2018008,
  },
  {
    what: 'message and sender_action together',
    message: { text: 'a' },
    more: { sender_action: 'typing_on' },
    code: 100,
    subcode: 2018014,
  },
  { what: 'an unknown sender_action', message: undefined, more: { sender_action: 'dance' }, code: 100 },
  { what: 'an unknown messaging_type', message: { text: 'a' }, more: { messaging_type: 'SHOUT' }, code: 100 },
  {
    what: 'MESSAGE_TAG without a tag',
    message: { text: 'a' },
    more: { messaging_type: 'MESSAGE_TAG' },
    code: 100,
  },
  ...['CONFIRMED_EVENT_UPDATE', 'ACCOUNT_UPDATE', 'POST_PURCHASE_UPDATE'].map((tag) => ({
    ...{ what: `the dead tag ${tag}`, message: { text: 'a' }, code: 100, subcode: 1893061 },
    more: { messaging_type: 'MESSAGE_TAG', tag },
  })),
  {
    what: 'an unknown PSID',
    message: { text: 'a' },
    more: { recipient: { id: '404' } },
    code: 100,
    subcode: 2018001,
  },
  { what: 'a recipient without id', message: { text: 'a' }, more: { recipient: {} }, code: 100 },
];

describe('the simulator refuses what Meta refuses', () => {
  let stand: Stand;
  let psid: string;
  beforeAll(async () => {
    stand = await openStand();
    psid = stand.sim.newCitizen('Nguyễn Văn An').psid;
    stand.sim.say(psid, 'Xin chào');
  });
  afterAll(() => stand.close());

  it.each(refused)('$what', async ({ message, more, code, subcode }) => {
    const before = stand.sim.thread(psid).length;
    const answer = await stand.send(psid, message, more);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({
      code,
      type: 'OAuthException',
      message: expect.any(String) as unknown,
      fbtrace_id: expect.any(String) as unknown,
    });
    expect(answer.body.error?.error_subcode).toBe(subcode);
    expect(stand.sim.thread(psid)).toHaveLength(before);
    expect(stand.sim.sent().at(-1)).toMatchObject({ outcome: 'refused', error: { code } });
  });

  it.each([
    { what: 'a text of exactly 2000 characters', message: { text: 'ạ'.repeat(2000) } },
    { what: '13 quick replies with titles of 20', message: quick(13, { title: 'a'.repeat(20) }) },
    {
      what: 'three buttons under a text of 640',
      message: buttons('a'.repeat(640), [
        button,
        { type: 'web_url', title: 'Mở', url: 'https://a.vn' },
        { type: 'phone_number', title: 'Gọi', payload: '+842253' },
      ]),
    },
    { what: 'ten cards', message: cards(Array(10).fill({ ...card, buttons: [button] })) },
    {
      what: 'metadata of 1000 and a field nobody knows',
      message: { text: 'a', metadata: 'a'.repeat(1000), sparkle: true },
    },
  ])('but takes $what', async ({ message }) => {
    const answer = await stand.send(psid, message, { novelty: 1 });
    expect(answer).toEqual({
      status: 200,
      body: { recipient_id: psid, message_id: expect.stringMatching(/^m_/) as unknown },
    });
    expect(stand.sim.thread(psid).at(-1)?.mid).toBe(answer.body.message_id);
  });

  it('refuses a wrong token with 190, however it is given', async () => {
    expect((await stand.graph('/me', undefined, { token: 'sai' })).body.error?.code).toBe(190);
    const byQuery = await fetch(`${stand.baseUrl()}/graph/v26.0/me?access_token=sai`);
    expect(await byQuery.json()).toMatchObject({ error: { code: 190 } });
    const right = await fetch(
      `${stand.baseUrl()}/graph/v26.0/${pageId}?access_token=ma-cua-trang&fields=id,name`,
    );
    expect(await right.json()).toEqual({ id: pageId, name: 'Khoa học và Công nghệ thành phố Hải Phòng' });
  });

  it('refuses everything with 190/463 while the token counts as expired', async () => {
    stand.sim.setSwitches({ tokenExpired: true });
    expect((await stand.send(psid, { text: 'a' })).body.error).toMatchObject({
      code: 190,
      error_subcode: 463,
    });
    stand.sim.setSwitches({ tokenExpired: false });
    expect((await stand.send(psid, { text: 'a' })).status).toBe(200);
  });

  it('refuses a wrong appsecret_proof, broken JSON and unknown paths', async () => {
    expect((await stand.graph('/me?appsecret_proof=00')).body.error?.code).toBe(100);
    const broken = await fetch(`${stand.baseUrl()}/graph/v26.0/me/messages`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{',
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ error: { code: 100 } });
    expect((await stand.graph('/me/conversations')).body.error).toMatchObject({ code: 2500 });
  });
});

describe('the 24-hour window', () => {
  let stand: Stand;
  let psid: string;
  beforeEach(async () => {
    stand = await openStand();
    psid = stand.sim.newCitizen().psid;
  });
  afterEach(() => stand.close());

  const human = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
  const outside = { code: 10, error_subcode: 2018278 };

  it('is closed towards someone who never wrote', async () => {
    expect((await stand.send(psid, { text: 'a' })).body.error).toMatchObject(outside);
  });

  it('closes 24 hours after the last message; a person may answer for 7 days', async () => {
    stand.sim.say(psid, 'Xin chào');
    stand.clock.advance(24 * hour);
    expect((await stand.send(psid, { text: 'vừa kịp' })).status).toBe(200);
    stand.clock.advance(1);
    expect((await stand.send(psid, { text: 'muộn' })).body.error).toMatchObject(outside);
    expect(
      (await stand.graph('/me/messages', { recipient: { id: psid }, sender_action: 'typing_on' })).body.error,
    ).toMatchObject(outside);
    expect((await stand.send(psid, { text: 'cán bộ' }, human)).status).toBe(200);
    stand.clock.advance(6 * 24 * hour);
    expect((await stand.send(psid, { text: 'quá muộn' }, human)).body.error).toMatchObject(outside);
  });

  it.each([
    ['a tap', () => stand.sim.tap(psid, 'GET_STARTED', 'Bắt đầu')],
    [
      'a reaction',
      () =>
        stand.sim.sendRaw({
          sender: { id: psid },
          recipient: { id: pageId },
          timestamp: stand.clock.now(),
          reaction: { action: 'react', reaction: 'love', mid: 'm_1' },
        }),
    ],
  ])('is opened again by %s, but not by reading', async (_what, act) => {
    stand.sim.say(psid, 'Xin chào');
    await stand.send(psid, { text: 'Chào Anh/Chị' });
    stand.clock.advance(25 * hour);
    stand.sim.read(psid);
    expect((await stand.send(psid, { text: 'a' })).body.error).toMatchObject(outside);
    act();
    expect((await stand.send(psid, { text: 'a' })).status).toBe(200);
  });
});

describe('a private answer to a comment', () => {
  let stand: Stand;
  beforeEach(async () => {
    stand = await openStand();
  });
  afterEach(() => stand.close());

  const answer = (comment_id: string) =>
    stand.graph(`/${pageId}/messages`, { recipient: { comment_id }, message: { text: 'Xin nhắn tin.' } });

  it('goes to whoever wrote it, once, though he never wrote to the page', async () => {
    const { psid } = stand.sim.newCitizen();
    const { commentId } = stand.sim.comment(psid, 'Cho hỏi thủ tục');
    expect((await answer(commentId)).body).toMatchObject({ recipient_id: psid });
    expect(stand.sim.thread(psid)).toMatchObject([{ from: 'page', text: 'Xin nhắn tin.' }]);
    expect((await answer(commentId)).body).toMatchObject({ error: { code: 10900 } });
    expect(stand.sim.thread(psid)).toHaveLength(1);
  });

  it('is refused after seven days, and for no comment at all', async () => {
    const { commentId } = stand.sim.comment(stand.sim.newCitizen().psid, 'Cho hỏi thủ tục');
    stand.clock.advance(7 * 24 * hour + 1);
    expect((await answer(commentId)).body).toMatchObject({ error: { code: 10903 } });
    expect((await answer('77_0')).body).toMatchObject({ error: { code: 100, error_subcode: 33 } });
  });
});
