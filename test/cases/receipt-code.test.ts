import fc from 'fast-check';
import { findReceiptCode, parseReceiptCode, receiptCode } from '../../src/cases/receipt-code';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const bytes = fc.uint8Array({ minLength: 7, maxLength: 16 });
const code = bytes.map(receiptCode);
/** A code that could not pass for a word or a number. */
const mixed = code.filter((shown) => /[A-Z]/.test(shown) && /[2-9]/.test(shown));
const example = receiptCode(new Uint8Array([0x3b, 0xc5, 0x44, 0x5e, 0xf9, 0x12, 0x80]));

describe('receiptCode', () => {
  it('is shown as 4-4-3 without letters that are mistaken for others', () => {
    fc.assert(
      fc.property(code, (shown) => {
        expect(shown).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{3}$/);
      }),
    );
  });

  it('is made of the first 50 bits and of nothing else', () => {
    fc.assert(
      fc.property(bytes, fc.nat({ max: 49 }), fc.nat({ max: 63 }), (given, bit, tail) => {
        const flipped = Uint8Array.from(given);
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (128 >> (bit & 7));
        expect(receiptCode(flipped)).not.toBe(receiptCode(given));
        const other = Uint8Array.from(given.subarray(0, 7));
        other[6] = ((other[6] ?? 0) & 0b1100_0000) | tail;
        expect(receiptCode(other)).toBe(receiptCode(given));
      }),
    );
  });

  it('asks for enough random bytes', () => {
    expect(() => receiptCode(new Uint8Array(6))).toThrow(RangeError);
  });

  it('every single wrong character is caught', () => {
    fc.assert(
      fc.property(code, fc.nat({ max: 10 }), fc.nat({ max: 31 }), (shown, at, to) => {
        const chars = [...shown.replaceAll('-', '')];
        fc.pre(chars[at] !== alphabet[to]);
        chars[at] = alphabet[to] ?? '';
        expect(parseReceiptCode(chars.join(''))).toBeUndefined();
      }),
    );
  });

  it('every swap of two different characters is caught', () => {
    fc.assert(
      fc.property(code, fc.nat({ max: 10 }), fc.nat({ max: 10 }), (shown, one, other) => {
        const chars = [...shown.replaceAll('-', '')];
        fc.pre(chars[one] !== chars[other]);
        [chars[one], chars[other]] = [chars[other] ?? '', chars[one] ?? ''];
        expect(parseReceiptCode(chars.join(''))).toBeUndefined();
      }),
    );
  });
});

describe('parseReceiptCode', () => {
  const fullWidth = (text: string): string =>
    [...text].map((char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)).join('');

  const spellings: [string, (shown: string) => string][] = [
    ['as shown', (shown) => shown],
    ['in small letters', (shown) => shown.toLowerCase()],
    ['without dashes', (shown) => shown.replaceAll('-', '')],
    ['with other dashes', (shown) => shown.replace('-', '–').replace('-', '−')],
    ['with spaces for dashes', (shown) => shown.replaceAll('-', ' ')],
    ['with spaces around dashes', (shown) => `  ${shown.replaceAll('-', ' - ')} `],
    ['letter by letter', (shown) => [...shown.replaceAll('-', '')].join(' ')],
    ['with O for 0', (shown) => shown.replaceAll('0', 'O')],
    ['with o for 0', (shown) => shown.replaceAll('0', 'o')],
    ['with I for 1', (shown) => shown.replaceAll('1', 'I')],
    ['with l for 1', (shown) => shown.replaceAll('1', 'l')],
    ['in full-width letters', fullWidth],
    ['with a zero-width space inside', (shown) => `${shown.slice(0, 2)}\u200b${shown.slice(2)}`],
    ['in brackets, with a full stop', (shown) => `(${shown}).`],
    ['after words with marks', (shown) => `mã của tôi là ${shown.toLowerCase()}`],
    ['after decomposed words', (shown) => `Mã hồ sơ: ${shown}`.normalize('NFD')],
    ['between lines', (shown) => `Xin chào\n${shown}\ncảm ơn`],
  ];

  it.each(spellings)('reads a code typed %s', (_, spell) => {
    fc.assert(fc.property(code, (shown) => expect(parseReceiptCode(spell(shown))).toBe(shown)));
  });

  it.each(['', 'xin chào', '7K2M', '0912345678', 'toi muon hoi ve ho so cua toi', '-'.repeat(5000)])(
    'finds no code in %j',
    (text) => {
      expect(parseReceiptCode(text)).toBeUndefined();
    },
  );

  it('gives back a code of the right shape or nothing, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseReceiptCode(text) ?? example).toMatch(/^\w{4}-\w{4}-\w{3}$/);
      }),
    );
  });
});

describe('findReceiptCode', () => {
  it('finds a code within a message about something else', () => {
    fc.assert(
      fc.property(mixed, (shown) => {
        expect(findReceiptCode(`Cho tôi hỏi hồ sơ ${shown} đến đâu rồi, gọi 0912345678 nhé`)).toBe(shown);
        expect(findReceiptCode(`Cho tôi hỏi hồ sơ ${shown.toLowerCase().replaceAll('-', '')} nhé`)).toBe(
          shown,
        );
      }),
    );
  });

  it('never takes a number for a code', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99_999_999_999n }), (number) => {
        expect(findReceiptCode(`số ${number.toString().padStart(11, '0')}`)).toBeUndefined();
      }),
    );
  });

  it('never takes plain words for a code', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'abcdefghjkmnpqrstvwxyz'),
      minLength: 1,
      maxLength: 11,
    });
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 12 }), (words) => {
        expect(findReceiptCode(words.join(' '))).toBeUndefined();
      }),
    );
  });

  it('does not put scattered letters together', () => {
    expect(findReceiptCode([...example.replaceAll('-', '')].join(' '))).toBeUndefined();
  });
});
