import { byFirstWord, hasAnyPhrase, type IsSame } from './find-phrase';
import { readWords } from './words';

/**
 * Insults as they are written. With marks, the marks decide ("cặc" is not "các"); without them only what can be nothing
 * else, such as known short forms. Words that also name animals, parts of the body or illnesses count as phrases alone.
 */
const marked = [
  'địt',
  'đụ má',
  'đụ mẹ',
  'đéo',
  'lồn',
  'cặc',
  'buồi',
  'đồ chó',
  'chó đẻ',
  'óc chó',
  'mặt lồn',
  'thằng chó',
  'con chó cái',
  'lũ chó',
  'bọn chó',
  'đồ ngu',
  'ngu như chó',
  'ngu như bò',
  'lũ ngu',
  'bọn ngu',
  'thằng ngu',
  'con ngu',
  'đồ khốn',
  'thằng khốn',
  'khốn nạn',
  'đồ súc vật',
  'lũ súc vật',
  'mất dạy',
  'vô học',
  'cút mẹ',
  'mẹ kiếp',
  'bố láo',
  'ăn hại',
  'ăn cứt',
  'như cứt',
  'chết mẹ mày',
  'bố mày',
  'tổ cha',
  'con đĩ',
].map((phrase) => readWords(phrase));

/** Typed without marks: short forms that stand for nothing else, and phrases that are clear as a whole. */
const bare = [
  'dm',
  'dmm',
  'dcm',
  'dkm',
  'dmcs',
  'vcl',
  'clgt',
  'vkl',
  'cmm',
  'cmn',
  'dit me',
  'dit con me',
  'du ma may',
  'oc cho',
  'thang cho de',
  'ngu nhu cho',
  'ngu nhu bo',
  'lu cho de',
  'khon nan',
].map((phrase) => readWords(phrase));

/** `đm` and its kin with the đ left standing. */
const short = ['đm', 'đmm', 'đcm', 'đkm', 'vãi lồn'].map((phrase) => readWords(phrase));

/** Somebody tells how he was insulted himself. */
const reported = [
  'chửi',
  'mắng',
  'xúc phạm',
  'lăng mạ',
  'gọi tôi là',
  'bảo tôi là',
  'nói tôi là',
  'thóa mạ',
  'nhục mạ',
].map((phrase) => readWords(phrase));

const sameMarks: IsSame = (typed, meant) => typed.marked === meant.marked;
const sameBare: IsSame = (typed, meant) => typed.bare && typed.folded === meant.folded;

const insults = [
  { phrases: byFirstWord([...marked, ...short]), isSame: sameMarks },
  { phrases: byFirstWord(bare), isSame: sameBare },
];
const told = byFirstWord(reported);

/** Whether a text insults somebody. For manners only: nothing is refused, hidden or deleted for it. */
export function isInsulting(text: string): boolean {
  const words = readWords(text);
  return (
    insults.some(({ phrases, isSame }) => hasAnyPhrase(words, phrases, isSame)) && !hasAnyPhrase(words, told)
  );
}
