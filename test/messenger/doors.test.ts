import nock from 'nock';
import { messengerClient, type MessengerClient, type OpenDoor } from '../../src/messenger/client';
import { isNotOurs, isTooLate, judgeAnswer } from '../../src/messenger/judge-answer';

const graphUrl = 'https://graph.facebook.com';
const page = '/v26.0/100200300400500';
const psid = '7390123456789012';

let client: MessengerClient;
let bodies: unknown[];
beforeEach(() => {
  nock.disableNetConnect();
  bodies = [];
  client = messengerClient({
    graphUrl,
    graphVersion: 'v26.0',
    pageId: '100200300400500',
    pageToken: 'EAAG-page-token-of-this-test',
    appSecret: 'b1946ac92492d2347c6235b4d2611184',
  });
});
afterEach(() => {
  client.close();
  nock.cleanAll();
  nock.enableNetConnect();
});
afterAll(() => nock.restore());

const answer = (edge: string, status: number, body: nock.Body) =>
  nock(graphUrl)
    .post(`${page}/${edge}`)
    .reply((_uri, sent) => {
      bodies.push(sent);
      return [status, body];
    });

const doors: readonly [OpenDoor, object][] = [
  [{ type: 'response' }, { messaging_type: 'RESPONSE' }],
  [{ type: 'human-agent' }, { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' }],
  [{ type: 'template', template: { name: 'a', language: 'vi' } }, { messaging_type: 'UTILITY' }],
];
test.each(doors)('through the door $type a message says so, and no other tag', async (door, way) => {
  answer('messages', 200, { message_id: 'm_1' });
  expect(await client.send(psid, { text: 'Chào' }, 'e.0', door)).toEqual({ type: 'sent', mid: 'm_1' });
  expect(bodies).toMatchObject([
    { ...way, recipient: { id: psid }, message: { text: 'Chào', metadata: 'e.0' } },
  ]);
  if (door.type !== 'human-agent') expect(bodies[0]).not.toHaveProperty('tag');
});

test('the thread is passed on and taken by calls of their own, which may be refused', async () => {
  answer('pass_thread_control', 200, { success: true });
  answer('take_thread_control', 400, { error: { code: 27, message: 'no' } });
  await client.passThread(psid, '263902037430900');
  await client.takeThread(psid);
  expect(bodies).toMatchObject([
    { recipient: { id: psid }, target_app_id: '263902037430900' },
    { recipient: { id: psid } },
  ]);
});

test('a thread that cannot be had because Meta is away holds nobody up', async () => {
  nock(graphUrl).post(`${page}/take_thread_control`).replyWithError('away');
  await expect(client.takeThread(psid)).resolves.toBeUndefined();
});

test.each([
  [10, 2018278, true, false],
  [10, 2018065, true, false],
  [10, 2018300, false, true],
  [2018300, undefined, false, true],
  [100, 2534037, false, true],
  [10, 2018108, false, false],
  [551, undefined, false, false],
  [613, undefined, false, false],
])('Meta’s refusal %s/%s', (code, error_subcode, late, notOurs) => {
  const result = judgeAnswer(400, { error: { code, error_subcode } });
  expect([isTooLate(result), isNotOurs(result)]).toEqual([late, notOurs]);
});
