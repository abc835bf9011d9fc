const longestText = 4000;
const address =
  /(?<![\p{L}\p{N}._%+-])[a-z0-9][a-z0-9._%+-]{0,63}@(?:[a-z0-9-]{1,63}\.){1,6}[a-z]{2,24}(?![\p{L}\p{N}@-]|\.[a-z0-9])/giu;

/** The first e-mail address in a message, in lower case: phones like to begin with a capital. */
export function parseEmail(text: string): string | undefined {
  const tidy = text
    .slice(0, longestText)
    .normalize('NFKC')
    .replace(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '')
    .replace(/\s{0,3}(?:@|[([]\s?at\s?[)\]]|[([]\s?a còng\s?[)\]])\s{0,3}/gi, '@')
    // "gmail . com" and "gmail,com": slips of the thumb within the domain only.
    .replace(/(@[a-z0-9-]+)\s?[.,]\s?(?=(?:com|vn|net|org|edu|gov)(?![\p{L}\p{N}]))/giu, '$1.')
    .toLowerCase();
  for (const [found] of tidy.matchAll(address)) {
    const [name = ''] = found.split('@');
    if (!name.includes('..') && !name.endsWith('.') && !/\.-|-\.|@-/.test(found)) return found;
  }
  return undefined;
}
