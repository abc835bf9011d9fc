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

test('an unknown error that Meta calls transient is tried again', () => {
  expect(judgeAnswer(400, { error: { code: 424242, is_transient: true } }).type).toBe('retry');
});

test('says nothing of what Meta wrote, for it may repeat what was sent', () => {
  const echoing = {
    error: { code: 100, message: 'Invalid text: Nguyễn Văn An', error_user_msg: 'Nguyễn Văn An' },
  };
  expect(JSON.stringify(judgeAnswer(400, echoing))).not.toContain('Nguyễn');
});
