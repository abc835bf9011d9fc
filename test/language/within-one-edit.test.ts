import fc from 'fast-check';
import { withinOneEdit } from '../../src/language/within-one-edit';

describe('withinOneEdit', () => {
  it.each([
    ['khieu', 'khieu', true],
    ['khieu', 'khiu', true],
    ['khieu', 'khieeu', true],
    ['khieu', 'khiau', true],
    ['khieu', 'kheiu', true],
    ['', 'a', true],
    ['khieu', 'kheui', false],
    ['khieu', 'khi', false],
    ['nghi', 'khai', false],
    ['ab', 'cd', false],
  ])('compares %j with %j: %s', (one, other, within) => {
    expect(withinOneEdit(one, other)).toBe(within);
    expect(withinOneEdit(other, one)).toBe(within);
  });

  it('allows any one letter to be dropped', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.nat(), (word, at) => {
        const gone = at % word.length;
        return withinOneEdit(word, word.slice(0, gone) + word.slice(gone + 1));
      }),
    );
  });
});
