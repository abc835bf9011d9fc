/**
 * A personal identification number: twelve digits, of which the first three name one of the provinces (001 to 096) and
 * the fourth the sex and the century of birth. Dots and spaces may part them.
 */
const TWELVE = /(?<![\d+])0\d{2}[ .]?[0-3]\d{2}[ .]?\d{3}[ .]?\d{3}(?!\d)/g;
/** An old identity card has nine digits, and so have other things: it must be called one just before. */
const NINE =
  /(?<=(?:cmnd|cmtnd|cmt|cccd|chung minh(?: nhan dan| thu)?|can cuoc(?: cong dan)?|dinh danh(?: ca nhan)?)[^\d\n]{0,20})\d{3}[ .]?\d{3}[ .]?\d{3}(?!\d)/g;
const SHOWN_DIGITS = 4;
const MOST_PROVINCE = 96;

/** Every letter keeps its place, so that what is found here is found there. */
const bare = (text: string): string =>
  Array.from(text, (letter) => {
    const plain = letter.normalize('NFD')[0]?.toLowerCase() ?? letter;
    const folded = plain === 'đ' ? 'd' : plain;
    return folded.length === letter.length ? folded : letter;
  }).join('');

/** Where identity numbers stand in a text. */
function spansIn(text: string): { readonly from: number; readonly to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const match of text.matchAll(TWELVE)) {
    const province = Number(match[0].slice(0, 3));
    if (province >= 1 && province <= MOST_PROVINCE)
      found.push({ from: match.index, to: match.index + match[0].length });
  }
  for (const match of bare(text).matchAll(NINE))
    found.push({ from: match.index, to: match.index + match[0].length });
  return found.sort((a, b) => a.from - b.from);
}

export const holdsIdentityNumber = (text: string): boolean => spansIn(text).length > 0;

/** The text with all but the first four digits of every identity number covered: "0310 •••• ••••". */
export function maskIdentityNumbers(text: string): string {
  let masked = '';
  let at = 0;
  for (const { from, to } of spansIn(text)) {
    if (from < at) continue;
    let shown = 0;
    const covered = text
      .slice(from, to)
      .replace(/\d/g, (digit) => ((shown += 1) <= SHOWN_DIGITS ? digit : '•'));
    masked += text.slice(at, from) + covered;
    at = to;
  }
  return masked + text.slice(at);
}
