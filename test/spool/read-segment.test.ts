import fc from 'fast-check';
import { readSegment } from '../../src/spool/read-segment';
import { openLine, sealLine } from '../../src/spool/seal-line';
import { eventFor } from './event-for-tests';

const key = Buffer.from('5c'.repeat(16) + '0123456789abcdef'.repeat(2), 'hex');
const segment = '000001790000600-00';
const lineOf = (number: number, id = `e${number}`) =>
  `${sealLine(key, { segment, number }, JSON.stringify(eventFor(id)))}\n`;
const lines = Array.from({ length: 6 }, (_, number) => lineOf(number));
const file = Buffer.from(lines.join(''), 'latin1');
/** Where each line begins, and where the last one ends. */
const starts = lines.reduce<number[]>((all, line) => [...all, (all.at(-1) ?? 0) + line.length], [0]);
const read = (content: Buffer) => readSegment(key, segment, content);
const idsIn = (content: Buffer) => read(content).waiting.map(({ event }) => event.id);
const all = ['e0', 'e1', 'e2', 'e3', 'e4', 'e5'];

test('gives back what was written', () => {
  expect(read(file)).toMatchObject({ damaged: [], torn: false });
  expect(read(file).waiting.map(({ event }) => event)).toEqual(all.map((id) => eventFor(id)));
});

test('cut off at any byte, gives back every record that is whole, and says that the rest is torn', () => {
  for (let cut = 0; cut <= file.length; cut += 1) {
    const found = read(file.subarray(0, cut));
    // The end of the line may be missing: the record itself is whole.
    const whole = starts.slice(1).filter((end) => end - 1 <= cut).length;
    expect(found.waiting.map(({ event }) => event.id)).toEqual(all.slice(0, whole));
    const rest = cut - (starts[whole] ?? 0);
    expect(found.torn).toBe(rest > 0);
    expect(found.damaged).toHaveLength(rest > 0 ? 1 : 0);
  }
});

test('with any byte changed, gives back every other record in order and keeps the changed one aside', () => {
  const anyChange = fc.tuple(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }));
  fc.assert(
    fc.property(anyChange, ([at, flip]) => {
      const content = Buffer.from(file);
      content.writeUInt8(content.readUInt8(at) ^ flip, at);
      const hit = starts.findIndex((start, line) => start <= at && at < (starts[line + 1] ?? 0));
      const isEnd = at === (starts[hit + 1] ?? 0) - 1;
      const untouched = all.filter((_, line) => line !== hit && !(isEnd && line === hit + 1));
      const found = read(content);
      const ids = found.waiting.map(({ event }) => event.id);
      expect(ids.filter((id) => untouched.includes(id))).toEqual(untouched);
      // Nothing is invented, nothing comes back altered, nothing disappears without a trace.
      expect(found.waiting.map(({ event }) => event)).toEqual(ids.map((id) => eventFor(id)));
      if (ids.length < all.length) expect(found.damaged.length).toBeGreaterThan(0);
    }),
    { numRuns: 2_000 },
  );
});

test('survives arbitrary bytes put anywhere between the lines', () => {
  const junk = fc.uint8Array({ maxLength: 60 });
  fc.assert(
    fc.property(fc.nat(lines.length), junk, (line, bytes) => {
      const at = starts[line] ?? 0;
      const content = Buffer.concat([file.subarray(0, at), bytes, Buffer.from('\n'), file.subarray(at)]);
      expect(idsIn(content)).toEqual(all);
    }),
  );
});

test('lines in another order, or there twice, come back as they were written', () => {
  const [a, b, c, d, e, f] = lines;
  expect(idsIn(Buffer.from([d, b, a, b, f, c, e].join('')))).toEqual(all);
});

test('a line of another file, under another number, or sealed with another key does not open', () => {
  const [, line = ''] = lines;
  const bare = line.trimEnd();
  expect(openLine(key, segment, bare)?.number).toBe(1);
  expect(openLine(key, '000001790000600-01', bare)).toBeUndefined();
  expect(openLine(key, segment, bare.replace(/^1/, '2'))).toBeUndefined();
  expect(openLine(Buffer.alloc(32, 9), segment, bare)).toBeUndefined();
});

test('nothing that was said stands readable in a line', () => {
  expect(file.toString('latin1')).not.toMatch(/Kính|7390123456789012|message/);
  expect(Buffer.from(lineOf(1).slice(2), 'base64').toString('utf8')).not.toContain('Kính');
});
