import { faultOf } from '../src/fault-of';
import { loggable } from '../src/loggable';

const words = 'Tôi là Trần Thị Tố, nhà số 5';
const said = [
  words,
  'xin chao can bo',
  'Nam',
  '0912345678',
  '0912 345 678',
  '+84912345678',
  '7390123456789012',
];
const names = [
  ...[
    'conversationId',
    'caseId',
    'messageId',
    'fileId',
    'topic',
    'id',
    'input',
    'effects',
    'outcome',
    'code',
  ],
  ...['bytes', 'error', 'at', 'reason', 'status', 'method', 'route', 'ms', 'port', 'published', 'count'],
];

test.each(names)('what a citizen said does not get into a log as “%s”', (name) => {
  for (const one of said.filter((it) => it !== 'Nam')) {
    const hostile = [one, { text: one }, [one], { toJSON: () => one }, new Error(one), new String(one)];
    for (const value of hostile) expect(JSON.stringify(loggable({ [name]: value }))).not.toContain(one);
  }
});

test.each(['text', 'message', 'psid', 'err', 'body', '__proto__', 'constructor', 'toString'])(
  'a field of the name “%s” is never written',
  (name) => {
    const fields = Object.fromEntries([[name, words]]);
    expect(JSON.stringify(loggable(fields))).toBe('{}');
  },
);

test('an error whose name, code, message or stack were made of words says nothing of them', () => {
  const error = Object.assign(new Error(`${words}\n    at ${words} (nhà:1:1)`), { name: words, code: words });
  const line = JSON.stringify(loggable(faultOf(error)));
  expect(line).not.toContain('Trần');
  expect(line).not.toContain('nhà');
  class Hostile extends Error {
    override stack = `Error\n    at ${words}`;
  }
  expect(JSON.stringify(loggable(faultOf(new Hostile())))).not.toContain('Trần');
});

test('what is ours is written as it is', () => {
  const ours = {
    conversationId: 'Zk3_-9aQ',
    id: 'case-Zk3-1',
    topic: 'turns',
    outcome: 'give-up',
    code: '10/2018278',
    error: 'MongoServerError 11000',
    at: 'Object.accept (/app/dist/src/inbox/accept.js:10:3) < async Promise.all (index:0:0) < /app/x.js:1:2',
    published: ['chinh', '!phrases'],
    count: 3,
    route: '/webhook',
  };
  expect(loggable(ours)).toEqual(ours);
  expect(loggable({ code: 'http-502', error: 'object' })).toEqual({ code: 'http-502', error: 'object' });
});

test('a real fault keeps its place', () => {
  const found = loggable(faultOf(new TypeError('x')));
  expect(found).toMatchObject({ error: 'TypeError', at: expect.stringContaining('loggable.test') as string });
});

test('a value that is left out is seen to be', () => {
  expect(loggable({ id: words })).toEqual({ id: '(left out)' });
});
