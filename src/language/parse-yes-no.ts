import { dropCourtesy } from './drop-courtesy';
import { undoTelex } from './undo-telex';
import { mayMean, readWords, type Word } from './words';

const yes = phrases(
  'dạ, vâng, ok, oke, okê, okie, oki, okay, okela, okla, uh, uk, ukm, uhm, ừ, ừm, ừa, ờ, có, có chứ, đúng, đúng rồi, đúng r, ' +
    'đúng vậy, đúng thế, phải, phải rồi, chính xác, chuẩn, chuẩn rồi, chuẩn r, đồng ý, đồng í, nhất trí, tán thành, chấp nhận, ' +
    'được, được rồi, được thôi, được chứ, cũng được, đc, dc, đk, chắc chắn, tất nhiên, dĩ nhiên, yes, yep, yeah, y, ok thôi, xác nhận',
);
const no = phrases(
  'không, ko, k, kh, khg, hông, hong, hok, hk, hem, khum, chưa, thôi, khỏi, đừng, no, nope, n, sai, sai rồi, sai r, từ chối, ' +
    'không cần, ko cần, k cần, không phải, ko phải, k phải, hông phải, chưa phải, không muốn, ko muốn, k muốn, chưa muốn',
);
const negations = phrases('không, ko, k, kh, khg, hông, hok, hk, chưa, chẳng, chả');
/** Without its marks it may as well be "dừng", or somebody's name. */
const unsure = new Set(['dung']);
const speakers = phrases('tôi, tui, em, mình, cháu, con, bác, cô, chú');
const particles = phrases('ạ, nhé, nha, nhá, luôn, đi, bạn, ad, em, anh, chị, mà, đâu');

const mostWords = 12;

/**
 * Whether the whole message says yes or no, in the many ways in which people write either. Anything
 * more than that, both at once ("có không"), or a word that could mean something else is neither.
 */
export function parseYesNo(text: string): 'yes' | 'no' | undefined {
  const said = text.slice(0, 200).trim();
  if (/^👍[🏻-🏿]?$/u.test(said)) return 'yes';
  if (/^👎[🏻-🏿]?$/u.test(said)) return 'no';
  if (text.trim().length > said.length) return undefined;
  const words = dropParticles(dropCourtesy(readWords(said)));
  if (words.length === 0 || words.length > mostWords) return undefined;
  return read(words) ?? read(words.map(unTelexed));
}

/** Takes yes and no phrases off the front, the longest first, until nothing is left. */
function read(words: readonly Word[]): 'yes' | 'no' | undefined {
  if (words.length === 1 && words[0]?.bare && unsure.has(words[0].folded)) return undefined;
  const heard = new Set<'yes' | 'no'>();
  let at = 0;
  while (at < words.length) {
    const rest = words.slice(at);
    const denied = longest(rest, negations);
    const undone = denied ? longest(rest.slice(denied), yes) : 0;
    const [forYes, forNo] = [longest(rest, yes), Math.max(longest(rest, no), undone && denied + undone)];
    const taken = Math.max(forYes, forNo);
    if (taken > 0) heard.add(forNo > forYes ? 'no' : 'yes');
    else if (longest(rest, speakers) === 0) return undefined;
    at += taken || 1;
  }
  return heard.size === 1 ? [...heard][0] : undefined;
}

function phrases(list: string): readonly (readonly Word[])[] {
  return list.split(', ').map((phrase) => readWords(phrase));
}

/** How many words the longest phrase at the front takes; 0 if none is there. */
function longest(words: readonly Word[], known: readonly (readonly Word[])[]): number {
  const fits = known.filter(
    (phrase) => phrase.length <= words.length && phrase.every((word, i) => mayMean(words[i] ?? word, word)),
  );
  return Math.max(0, ...fits.map((phrase) => phrase.length));
}

function dropParticles(words: readonly Word[]): readonly Word[] {
  let end = words.length;
  while (end > 1 && longest(words.slice(end - 1, end), particles)) end -= 1;
  return words.slice(0, end);
}

function unTelexed(word: Word): Word {
  return readWords(undoTelex(word.marked))[0] ?? word;
}
