import fc from 'fast-check';
import { fold, foldWords } from '../../src/language/fold';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
/** Also halves of surrogate pairs, which no well-formed text holds. */
const brokenText = fc
  .array(fc.integer({ min: 0, max: 0xffff }))
  .map((units) => String.fromCharCode(...units));

describe('fold', () => {
  it.each([
    ['Đồng Ý', 'dong y'],
    ['PHẢN ÁNH', 'phan anh'],
    ['Tố cáo', 'to cao'],
    ['Thủy Nguyên', 'thuy nguyen'],
    ['Thuỷ Nguyên', 'thuy nguyen'],
    ['ươ ƯƠ ăâêô', 'uo uo aaeo'],
    ['  hai \t\n cách   ', 'hai cach'],
    ['không\u00A0tách\u202Frời', 'khong tach roi'],
    ['k\u200Bh\u200Dông\uFEFF', 'khong'],
    ['\u202Bphải\u200F \u2060trái\u202C', 'phai trai'],
    ['İstanbul', 'istanbul'],
    ['Sóng yếu 📶!', 'song yeu 📶!'],
    ['', ''],
    ['\u0301', ''],
    ['\0', '\0'],
    ['\uD83D', '\uD83D'],
  ])('folds %j to %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('changes nothing more the second time', () => {
    fc.assert(fc.property(fc.oneof(anyText, brokenText), (text) => fold(fold(text)) === fold(text)));
  });

  it('folds composed and decomposed letters alike', () => {
    fc.assert(fc.property(anyText, (text) => fold(text.normalize('NFC')) === fold(text.normalize('NFD'))));
    const letters = fc.string({ unit: fc.constantFrom(...'ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựýỳỷỹỵđĐẮỆ ') });
    fc.assert(fc.property(letters, (text) => fold(text.normalize('NFC')) === fold(text.normalize('NFD'))));
  });
});

describe('foldWords', () => {
  it('gives each word once, in the order of first appearance', () => {
    expect(foldWords('Sóng yếu, SÓNG  chập chờn ở Kiến Thuỵ (2026)')).toEqual(
      'song yeu chap chon o kien thuy 2026'.split(' '),
    );
  });

  it('gives nothing for a text without letters and digits', () => {
    expect(foldWords(' ... 👍 !!! ')).toEqual([]);
  });

  it('cuts words at 40 characters without halving one', () => {
    expect(foldWords('a'.repeat(41))).toEqual(['a'.repeat(40)]);
    expect(foldWords('𠮷'.repeat(50))).toEqual(['𠮷'.repeat(40)]);
  });

  it('stops at 2,000 words', () => {
    const text = Array.from({ length: 3000 }, (_, i) => `w${i}`).join(' ');
    expect(foldWords(text)).toHaveLength(2000);
  });

  it('finds the words again that it gave', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, brokenText), (text) => {
        const words = foldWords(text);
        expect(foldWords(words.join(' '))).toEqual(words);
      }),
    );
  });
});
