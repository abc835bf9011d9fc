import fc from 'fast-check';
import { undoTelex } from '../../src/language/undo-telex';
import { readWords } from '../../src/language/words';

const marked = (text: string) => readWords(text)[0]?.marked;

describe('undoTelex', () => {
  it.each([
    ['khieesu', 'khiếu'],
    ['khieues', 'khiếu'],
    ['naij', 'nại'],
    ['toos', 'tố'],
    ['caos', 'cáo'],
    ['phanr', 'phản'],
    ['ddoongf', 'đồng'],
    ['dongfd', 'đòng'],
    ['dduwowcj', 'được'],
    ['nguoiwf', 'người'],
    ['cawts', 'cắt'],
    ['tw', 'tư'],
    ['kie61n', 'kiến'],
    ['nghi5', 'nghị'],
    ['d9o62ng', 'đồng'],
    ['nguo72i', 'người'],
    ['ca81t', 'cắt'],
    ['song', 'song'],
    // No syllable has so many letters, whatever is left standing in it.
    ['aafs'.repeat(5), 'aafs'.repeat(5)],
  ])('turns %s into %s', (typed, meant) => {
    expect(undoTelex(typed)).toBe(marked(meant));
  });

  it('takes any word without throwing', () => {
    const keys = fc.string({ unit: fc.constantFrom(...'aeodwuisfrxj123456789') });
    fc.assert(
      fc.property(fc.oneof(keys, fc.string({ unit: 'binary' })), (word) => undoTelex(word).length >= 0),
    );
  });
});
