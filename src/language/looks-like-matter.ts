import { byFirstWord, hasAnyPhrase } from './find-phrase';
import { readWords } from './words';

/** What somebody writes who has a matter for an authority. Praise, greetings and small talk have none of it. */
const matters = [
  'phản ánh',
  'kiến nghị',
  'góp ý',
  'khiếu nại',
  'tố cáo',
  'tố giác',
  'đơn thư',
  'đề nghị sở',
  'đề nghị cơ quan',
  'đề nghị xem xét',
  'đề nghị giải quyết',
  'đề nghị kiểm tra',
  'mong sở',
  'nhờ sở',
  'cho tôi hỏi',
  'cho em hỏi',
  'cho mình hỏi',
  'cho hỏi',
  'xin hỏi',
  'xin hướng dẫn',
  'hướng dẫn giúp',
  'thủ tục thế nào',
  'thủ tục như thế nào',
  'nộp hồ sơ ở đâu',
  'hồ sơ của tôi',
  'chưa được giải quyết',
  'không được giải quyết',
  'không ai giải quyết',
  'chưa thấy giải quyết',
  'chưa thấy trả lời',
  'không thấy trả lời',
  'không ai trả lời',
  'bao giờ giải quyết',
  'bao giờ có kết quả',
  'liên hệ với ai',
  'liên hệ ở đâu',
  'gây khó dễ',
  'hạch sách',
  'nhũng nhiễu',
  'sách nhiễu',
  'vòi vĩnh',
  'đòi tiền',
  'sai phạm',
  'vi phạm',
  'bức xúc',
];

/** What only speaks about such things: news of the page's own, and applause for them. */
const applause = ['chúc mừng', 'tuyệt vời', 'hay quá', 'rất hay', 'cảm ơn sở', 'cám ơn sở', 'ủng hộ'];

const read = (phrases: readonly string[]) => byFirstWord(phrases.map((phrase) => readWords(phrase)));
const telling = read(matters);
const cheering = read(applause);

/** Fewer are a shout, a name or a hashtag. */
const LEAST_WORDS = 4;
/** Where a matter is, it is said early; a pasted essay is not searched for it. */
const MOST_CHARACTERS = 2_000;

/**
 * Whether a public comment reads as if its writer had a matter for the department. Errs on the side of silence: a bot
 * that writes to people who only chatted is a nuisance, and who is not invited here still finds the chat.
 */
export function looksLikeMatter(text: string): boolean {
  const words = readWords(text.slice(0, MOST_CHARACTERS).replace(/https?:\/\/\S+/gi, ' '));
  if (words.length < LEAST_WORDS) return false;
  return hasAnyPhrase(words, telling) && !hasAnyPhrase(words, cheering);
}
