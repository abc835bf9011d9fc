import fc from 'fast-check';
import { credentials } from './program';
import type { Random } from './seeded-random';
import { words } from './webhook-items';

const CALM = 'Xin chào';

/** Words that broke programs before, and shapes that Meta never sends. */
const texts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '😀'.repeat(10_000),
  'ắ'.normalize('NFD').repeat(5_000),
  'x'.repeat(200_000),
  '\ud800',
  'xin \udfff chào',
  '\u202e\u200b\ufeff',
  '__proto__',
  'constructor.prototype',
  '{{so.ten}} {so.dien-thoai} ${process.env}',
  '$where: function() { return true }',
  "'; DROP TABLE events; --",
  '=HYPERLINK("http://x")',
  '0'.repeat(2_000),
  `${'a'.repeat(1_990)}!`,
  '(a+)+$'.repeat(300),
  '99/99/9999',
  '-1e308',
  '\r\n'.repeat(5_000),
];

const shapes = (psid: string): readonly Record<string, unknown>[] => [
  { message: { mid: 'm_p1', text: { toString: 'x' } } },
  { message: { mid: 'm_p2', text: CALM, attachments: 'none' } },
  { message: { mid: 'm_p3', attachments: [null, 1, { type: 5 }, { type: 'image', payload: null }] } },
  { message: { mid: 'm_p4', text: CALM, quick_reply: { payload: '{"__proto__":{"x":1}}' } } },
  { message: { mid: 'm_p5', text: CALM, quick_reply: { payload: 'x'.repeat(5_000) } } },
  { message: { mid: 'm_p6', text: CALM }, timestamp: 'gestern' },
  { message: { mid: 'm_p7', text: CALM }, timestamp: -5 },
  { message: { mid: 'm_p8', text: CALM }, timestamp: 8.64e15 },
  { postback: { mid: 'm_p9', title: null, payload: ['x'] } },
  { postback: { mid: 'm_p10', title: CALM, payload: 'constructor' } },
  { message: { mid: 'm_p11', text: CALM, attachments: manyAttachments() }, sender: { id: psid, extra: {} } },
];

const manyAttachments = (): object[] =>
  Array.from({ length: 500 }, (_, at) => ({ type: 'image', payload: { url: `https://x.test/${at}` } }));

/**
 * @returns `items`: what one citizen sends, each in a webhook of its own; `bodies`: whole requests that are no webhook
 */
export function poisonOf(
  psid: string,
  random: Random,
  amount: number,
): { readonly items: readonly object[]; readonly bodies: readonly Buffer[] } {
  const seed = random(0, 2 ** 31);
  const made = fc.sample(fc.string({ unit: 'binary', maxLength: 400 }), { seed, numRuns: amount });
  const extra = fc.sample(fc.object({ key: fc.constantFrom('__proto__', 'constructor', 'a', 'text') }), {
    seed,
    numRuns: Math.ceil(amount / 5),
  });
  const now = Date.now();
  const said = [...texts, ...made].map((text, at) => words(psid, `m_doc_${psid}_${at}`, text, now + at));
  const shaped = [
    ...shapes(psid),
    ...extra.map((message, at) => ({ message: { ...message, mid: `m_x${at}` } })),
  ];
  const items = shaped.map((shape, at) => {
    const { message: _none, ...envelope } = words(psid, '', '', now + 100_000 + at);
    return { ...envelope, ...shape };
  });
  return { items: [...said, ...items], bodies: bodies(psid) };
}

function bodies(psid: string): Buffer[] {
  const proto = `{"object":"page","entry":[{"id":"${credentials.PAGE_ID}","messaging":[{"__proto__":{"polluted":1},"sender":{"id":"${psid}"},"recipient":{"id":"${credentials.PAGE_ID}"},"timestamp":1,"message":{"mid":"m_proto","text":"${CALM}","__proto__":{"polluted":1}}}]}]}`;
  return [
    Buffer.from(proto),
    Buffer.from(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    Buffer.from('{"object":"page","entry":{}}'),
    Buffer.from('{"object":"page","entry":[null,1,"x",{"messaging":[null]}]}'),
    Buffer.from('null'),
    Buffer.from('not JSON at all'),
    Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28]),
    Buffer.from(proto.replace(CALM, 'bad \u00ff'), 'latin1'),
    Buffer.alloc(2 * 1_048_576 + 1, 0x20),
    Buffer.from(proto.replace(CALM, 'x'.repeat(1_900_000)).replace('m_proto', 'm_large')),
  ];
}
