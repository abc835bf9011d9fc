import { byFirstWord, hasAnyPhrase, hasPhrase, standsAt } from '../../src/language/find-phrase';
import { readWords } from '../../src/language/words';

const stands = (text: string, phrase: string) => hasPhrase(readWords(text), readWords(phrase));

describe('a phrase', () => {
  it.each([
    ['Khiếu nại', 'khiếu nại'],
    ['tôi muốn KHIẾU NẠI, xin giúp', 'khiếu nại'],
    ['toi muon khieu nai', 'khiếu nại'],
    ['khiếu, khiếu nại', 'khiếu nại'],
  ])('stands in: %s', (text, phrase) => expect(stands(text, phrase)).toBe(true));

  it.each([
    ['', 'khiếu nại'],
    ['khiếu', 'khiếu nại'],
    ['nại khiếu', 'khiếu nại'],
    ['khiếu gì mà nại', 'khiếu nại'],
    ['khiêu nai', 'khiếu nại'],
    ['khiếunại', 'khiếu nại'],
  ])('does not stand in: %s', (text, phrase) => expect(stands(text, phrase)).toBe(false));

  it('is asked for at one place, and compared as the caller says', () => {
    const words = readWords('xin dang chay');
    const phrase = readWords('đang cháy');
    expect([0, 1, 2].map((at) => standsAt(words, at, phrase))).toEqual([false, true, false]);
    expect(standsAt(words, 1, phrase, (typed, meant) => typed.marked === meant.marked)).toBe(false);
  });
});

describe('one of many phrases', () => {
  const phrases = byFirstWord(['đồ ngu', 'đồ khốn', ''].map((phrase) => readWords(phrase)));

  it.each(['đúng là đồ khốn', 'do ngu'])('stands in: %s', (text) =>
    expect(hasAnyPhrase(readWords(text), phrases)).toBe(true),
  );
  it.each(['', 'đồ dùng', 'ngu đồ', 'đồ'])('does not stand in: "%s"', (text) =>
    expect(hasAnyPhrase(readWords(text), phrases)).toBe(false),
  );
});
