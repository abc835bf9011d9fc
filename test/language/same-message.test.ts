import fc from 'fast-check';
import { sameMessage } from '../../src/language/same-message';

describe('sameMessage', () => {
  it.each([
    ['Gặp cán bộ!!!', 'gap can bo'],
    ['gap can bo', 'Gặp cán bộ'],
    ['GẶP CÁN BỘ', 'Gặp cán bộ'],
    ['"Gặp  cán bộ"', 'Gặp cán bộ'],
    ['👮 gặp cán bộ 👮‍♂️', 'Gặp cán bộ'],
    ['gapcanbo', 'Gặp cán bộ'],
    ['Dạ gặp cán bộ ạ', 'Gặp cán bộ'],
    ['gặp cán bộ nhé', 'Gặp cán bộ'],
    ['“Hủy”', 'hủy'],
    ['huy', 'Hủy'],
    ['Hủy.', 'Hủy'],
    ['huỷ', 'hủy'],
    ['quay lại...', 'Quay lại'],
    ['Quay lại'.normalize('NFD'), 'Quay lại'],
    ['Bắt đầu lại❤️', 'bat dau lai'],
    ['dạ', 'Dạ'],
    ['👍', '👍'],
  ])('takes %j for %j', (typed, phrase) => {
    expect(sameMessage(typed, phrase)).toBe(true);
  });

  it.each([
    ['hủy hồ sơ của tôi', 'hủy'],
    ['Tôi tên là Huy', 'hủy'],
    ['không gặp cán bộ', 'Gặp cán bộ'],
    ['to cao', 'tố giác'],
    ['', 'hủy'],
    ['...', 'hủy'],
    ['', ''],
    ['👍', '👎'],
    [`hủy${' '.repeat(5000)}`, 'hủy'],
  ])('does not take %j for %j', (typed, phrase) => {
    expect(sameMessage(typed, phrase)).toBe(false);
  });

  it.each([
    ['hủy', 'hủy', true],
    ['huỷ', 'hủy', true],
    ['HUỶ!', 'hủy', true],
    ['hủy'.normalize('NFD'), 'huỷ', true],
    ['hoà bình', 'hòa bình', true],
    ['thuỵ', 'thụy', true],
    ['huy', 'hủy', false],
    ['Dung', 'dừng', false],
    ['đúng', 'dừng', false],
    ['dừng ạ', 'dừng', true],
  ])('demands the marks on request: %j for %j', (typed, phrase, same) => {
    expect(sameMessage(typed, phrase, { marks: true })).toBe(same);
  });

  it('takes any phrase with a letter for itself, and never throws', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 80 }),
        fc.string({ unit: 'binary' }),
        (one, other) => {
          if (/[a-z]/i.test(one)) expect(sameMessage(one, one)).toBe(true);
          expect(typeof sameMessage(one, other)).toBe('boolean');
        },
      ),
    );
  });
});
