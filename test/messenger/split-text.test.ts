import fc from 'fast-check';
import { splitText } from '../../src/messenger/split-text';

const lettersOf = (text: string) =>
  [...new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(text)].map(({ segment }) => segment);

/** Letters of one to eleven UTF-16 units; none of them joins with its neighbours. */
const letter = fc.constantFrom(
  'a',
  'ế',
  'e\u0302\u0301',
  'đ',
  '7',
  '.',
  '!',
  '…',
  '👍',
  '👍🏽',
  '👩🏽‍🔬',
  '👨‍👩‍👧‍👦',
  '☎️',
);
const space = fc.constantFrom(' ', '\n', '\n\n', '\n \n', '\t', '\u00a0');
const word = fc.array(letter, { minLength: 1, maxLength: 12 }).map((letters) => letters.join(''));
const text = fc
  .array(fc.tuple(word, space), { maxLength: 60 })
  .map((pairs) => pairs.map(([letters, gap]) => letters + gap).join(''));
const withoutSpace = (of: string) => of.replace(/\s+/g, '');

test('loses nothing but white space', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 200 }), (whole, most) => {
      expect(withoutSpace(splitText(whole, most).join(''))).toBe(withoutSpace(whole));
    }),
  );
});

test('loses nothing of any text at all, and keeps every part within the limit and free of blanks', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 2, max: 50 }),
      (whole, most) => {
        const parts = splitText(whole, most);
        expect(withoutSpace(parts.join(''))).toBe(withoutSpace(whole));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(most);
          expect(part).not.toBe('');
          expect(part.trim()).toBe(part);
          // Not even a letter that is too long is cut inside a surrogate pair.
          expect(part.isWellFormed()).toBe(true);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('never cuts a letter in two', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 12, max: 200 }), (whole, most) => {
      const letters = (of: string) => lettersOf(of).filter((one) => one.trim() !== '');
      expect(splitText(whole, most).flatMap(letters)).toEqual(letters(whole));
    }),
    { numRuns: 500 },
  );
});

test('a text that fits stays whole, and a blank one is nothing', () => {
  expect(splitText('  Xin chào  ', 8)).toEqual(['Xin chào']);
  expect(splitText('', 8)).toEqual([]);
  expect(splitText(' \n ', 8)).toEqual([]);
});

test.each([
  [
    'a paragraph',
    `${'a'.repeat(50)}. B\nc\n\n${'d'.repeat(60)}`,
    [`${'a'.repeat(50)}. B\nc`, 'd'.repeat(60)],
  ],
  ['a line', `${'a'.repeat(50)}. B\n${'d'.repeat(60)}`, [`${'a'.repeat(50)}. B`, 'd'.repeat(60)]],
  [
    'a sentence',
    `Một câu dài vừa phải, rồi hết ở đây nhé anh chị ơi! Câu hai ${'x'.repeat(60)}`,
    ['Một câu dài vừa phải, rồi hết ở đây nhé anh chị ơi!', `Câu hai ${'x'.repeat(60)}`],
  ],
  [
    'a sentence with a closing quote',
    `Cán bộ nói rằng “xin chờ thêm vài ngày nữa nhé.” Rồi ${'x'.repeat(70)}`,
    ['Cán bộ nói rằng “xin chờ thêm vài ngày nữa nhé.”', `Rồi ${'x'.repeat(70)}`],
  ],
  ['a word', `${'từ '.repeat(30)}${'x'.repeat(60)}`, [`${'từ '.repeat(30)}`.trim(), 'x'.repeat(60)]],
])('prefers to cut at %s', (_border, whole, parts) => {
  expect(splitText(whole, 100)).toEqual(parts);
});

test('does not make a tiny part only because a paragraph ends early', () => {
  const whole = `Kính gửi Sở\n\n${'một câu. '.repeat(20)}`;
  expect(splitText(whole, 100)[0]?.length).toBeGreaterThan(80);
});

test('keeps an emoji and its skin tone together at the very border', () => {
  expect(splitText('ab👍🏽c', 4)).toEqual(['ab', '👍🏽', 'c']);
});

test('cuts inside one letter with more marks than fit, for there is no other way', () => {
  const zalgo = `e${'\u0301'.repeat(25)}`;
  expect(splitText(zalgo, 10).map((part) => part.length)).toEqual([10, 10, 6]);
});
