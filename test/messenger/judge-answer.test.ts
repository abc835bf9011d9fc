import { judgeAnswer } from '../../src/messenger/judge-answer';

const error = (code: number, error_subcode?: number) => ({
  error: { message: 'text that may change', type: 'OAuthException', code, error_subcode, fbtrace_id: 'A1' },
});

test('a message id says that it was sent', () => {
  expect(judgeAnswer(200, { recipient_id: '1', message_id: 'm_1' })).toEqual({ type: 'sent', mid: 'm_1' });
});

test.each([
  [{}],
  [{ recipient_id: '1' }],
  [{ message_id: '' }],
  [{ message_id: 7 }],
  ['<html>'],
  [''],
  [null],
  [[]],
])('a success without a message id leaves it open: %j', (body) => {
  expect(judgeAnswer(200, body)).toMatchObject({ type: 'unknown', code: 'http-200' });
});

test.each([
  [400, 1, undefined, 'retry'],
  [500, 1, 99, 'retry'],
  [500, 1, 1357046, 'unknown'],
  [500, 2, undefined, 'retry'],
  [400, 4, undefined, 'retry'],
  [400, 17, undefined, 'retry'],
  [400, 32, undefined, 'retry'],
  [400, 613, undefined, 'retry'],
  [400, 613, 2534040, 'retry'],
  [400, 80006, undefined, 'retry'],
  [400, 1200, undefined, 'retry'],
  [400, 10, 2018321, 'retry'],
  [403, 10, 2018278, 'give-up'],
  [403, 10, 2018065, 'give-up'],
  [403, 10, 2018108, 'give-up'],
  [403, 10, 2018300, 'give-up'],
  [400, 2018300, undefined, 'give-up'],
  [403, 10, undefined, 'give-up'],
  [403, 10, 1893063, 'stop'],
  [400, 100, undefined, 'give-up'],
  [400, 100, 33, 'give-up'],
  [400, 100, 1893061, 'give-up'],
  [400, 100, 2018001, 'give-up'],
  [400, 100, 2018047, 'give-up'],
  [400, 100, 2534037, 'give-up'],
  [401, 190, undefined, 'stop'],
  [401, 190, 460, 'stop'],
  [403, 200, undefined, 'stop'],
  [403, 200, 2018028, 'stop'],
  [403, 200, 1545041, 'give-up'],
  [400, 551, undefined, 'give-up'],
  [400, 551, 1545041, 'give-up'],
  [400, 368, undefined, 'stop'],
  [400, 9000001, undefined, 'give-up'],
  [400, 424242, undefined, 'give-up'],
  // The code decides, not the status around it.
  [200, 190, undefined, 'stop'],
  [500, 10, 2018278, 'give-up'],
])('HTTP %i with code %i/%s means %s', (status, code, subcode, type) => {
  const result = judgeAnswer(status, error(code, subcode));
  expect(result.type).toBe(type);
  expect(result).toMatchObject({ code: `${code}/${subcode ?? 0}` });
  if (result.type !== 'sent') expect(result.reason).toMatch(/^\p{Lu}.*\.$/u);
});

test.each([
  [500, 'retry'],
  [502, 'retry'],
  [503, 'retry'],
  [429, 'retry'],
  [400, 'give-up'],
  [404, 'give-up'],
  [302, 'give-up'],
])('without an error object HTTP %i means %s', (status, type) => {
  for (const body of [undefined, '', '<html>Bad Gateway</html>', {}, { error: 'text' }, { error: null }]) {
    expect(judgeAnswer(status, body).type).toBe(type);
  }
});

// Every row of the sheet, with what the one who runs the system reads.
test.each([
  [3, undefined, 'stop', /pages_messaging/],
  [4, 2018354, 'give-up', /marketing/],
  [9, 2018352, 'give-up', /marketing/],
  [10, 1404170, 'give-up', /marketing/],
  [10, 2534022, 'give-up', /24 hours/],
  [10, 2534037, 'give-up', /Conversation Routing/],
  [100, 2018008, 'give-up', /file/],
  [100, 2018014, 'give-up', /fault of this program/],
  [100, 2018074, 'give-up', /expired/],
  [100, 2018109, 'give-up', /too large/],
  [100, 2018218, 'give-up', /account/],
  [100, 2018294, 'give-up', /file/],
  [101, undefined, 'stop', /APP_SECRET/],
  [104, undefined, 'stop', /APP_SECRET/],
  [190, 458, 'stop', /removed.*PAGE_ACCESS_TOKEN/],
  [190, 460, 'stop', /password.*PAGE_ACCESS_TOKEN/],
  [190, 463, 'stop', /expired.*PAGE_ACCESS_TOKEN/],
  [190, 424242, 'stop', /PAGE_ACCESS_TOKEN/],
  [200, undefined, 'stop', /npm run connect/],
  [200, 2018028, 'stop', /publish the app/],
  [368, undefined, 'stop', /policies/],
  [613, 2018338, 'give-up', /bother/],
  [613, undefined, 'retry', /SEND_RATE/],
  [80001, undefined, 'retry', /SEND_RATE/],
  [424242, undefined, 'give-up', /look it up/],
])('code %i/%s means %s, and the operator reads %s', (code, subcode, type, operator) => {
  const result = judgeAnswer(400, error(code, subcode));
  expect(result).toMatchObject({ type, operator: expect.stringMatching(operator) as string });
});

test.each([
  [80006, undefined, 60_000],
  [10, 1893063, 1_800_000],
  [10, 2018321, 120_000],
])('after %i/%s the next try waits %i ms at least', (code, subcode, afterMs) => {
  expect(judgeAnswer(400, error(code, subcode))).toMatchObject({ afterMs });
});

test('a wrong app secret stops everything, though it comes as a bad message', () => {
  const message = 'Invalid appsecret_proof provided in the API argument';
  expect(judgeAnswer(400, { error: { code: 100, message, type: 'GraphMethodException' } })).toMatchObject({
    type: 'stop',
    operator: expect.stringContaining('APP_SECRET') as string,
  });
});

test('an unknown error that Meta calls transient is tried again', () => {
  expect(judgeAnswer(400, { error: { code: 424242, is_transient: true } }).type).toBe('retry');
});

test('says nothing of what Meta wrote, for it may repeat what was sent', () => {
  const echoing = {
    error: { code: 100, message: 'Invalid text: Nguyễn Văn An', error_user_msg: 'Nguyễn Văn An' },
  };
  expect(JSON.stringify(judgeAnswer(400, echoing))).not.toContain('Nguyễn');
});
