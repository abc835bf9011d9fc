// A database's text may end at NUL, and UTF-8 has no lone surrogates: both would make different texts equal.
const unsafe = /[\0\u0001\ud800-\udfff]/gu;

/** Text as every database keeps it exactly; different texts stay different. */
export const escapeText = (text: string): string =>
  text.replace(unsafe, (unit) => `\u0001${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

export const unescapeText = (text: string): string =>
  text.replace(/\u0001([0-9a-f]{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
