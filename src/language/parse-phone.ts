import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

export type Phone = { readonly e164: string; readonly shown: string };

export type ParsedPhone =
  | ({ readonly type: 'phone' } & Phone)
  | { readonly type: 'several'; readonly phones: readonly Phone[] }
  | { readonly type: 'none'; readonly why: 'old' | 'short' | 'long' | 'no-digits' | 'unknown-prefix' };

const longestText = 4000;
const mostGroups = 200;

/** Digits written together, and whether they may go on with the number before them. */
type Group = {
  readonly digits: string;
  readonly abroad: boolean;
  readonly joins: boolean;
  readonly gap: string;
};

/**
 * The phone numbers in a message, however they are spaced and whatever stands around them. Prefixes
 * are checked loosely, because numbering plans move faster than software.
 */
export function parsePhone(text: string): ParsedPhone {
  const groups = readGroups(text.slice(0, longestText));
  if (groups.length === 0) return { type: 'none', why: 'no-digits' };

  const phones: Phone[] = [];
  let overlong = false;
  for (let at = 0; at < groups.length;) {
    const taken = takeNumber(groups, at);
    if (taken && runsOn(groups, at, taken.end)) overlong = true;
    else if (taken && !phones.some(({ e164 }) => e164 === taken.phone.e164)) phones.push(taken.phone);
    at = taken?.end ?? at + 1;
  }
  const [first, second] = phones;
  if (first && second) return { type: 'several', phones };
  if (first) return { type: 'phone', ...first };
  return { type: 'none', why: overlong ? 'long' : whyNot(groups) };
}

function readGroups(text: string): Group[] {
  const digitsOnly = text
    .replace(/[\uFE0F\u20E3\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g, '')
    .normalize('NFKC')
    .replace(/[\doO]+/g, (run, at: number, whole: string) =>
      zeros(run, whole[at - 1], whole[at + run.length]),
    )
    // A full date is no part of a number.
    .replace(/(?<![\d.])\d{1,2}([/.-])\d{1,2}\1(?:19|20)\d\d(?!\d)/g, ';');
  const groups: Group[] = [];
  let end = 0;
  for (const { 0: digits, index } of digitsOnly.matchAll(/\d+/g)) {
    const gap = digitsOnly.slice(end, index);
    const joins = groups.length > 0 && /^[ \t.,\-–—−()_·•/]{1,4}$/.test(gap);
    groups.push({ digits, abroad: /\+ ?\(?$/.test(gap), joins, gap });
    end = index + digits.length;
    if (groups.length >= mostGroups) break;
  }
  return groups;
}

/** The letter O stands for a zero where it belongs to the digits, not to a word beside them. */
function zeros(run: string, before = ' ', after = ' '): string {
  if (!/\d/.test(run)) return run;
  const letter = /\p{L}/u;
  const [, lead = '', body = '', tail = ''] = /^([oO]*)(.*?)([oO]*)$/.exec(run) ?? [];
  const asZeros = (letters: string) => '0'.repeat(letters.length);
  return (
    (letter.test(before) ? lead : asZeros(lead)) +
    body.replace(/[oO]/g, '0') +
    (letter.test(after) ? tail : asZeros(tail))
  );
}

/** The longest valid number that starts with the group at `at`. */
function takeNumber(groups: readonly Group[], at: number): { phone: Phone; end: number } | undefined {
  let digits = '';
  let found: { phone: Phone; end: number } | undefined;
  for (let end = at; end < groups.length && digits.length <= 17; end += 1) {
    const group = groups[end];
    if (!group || (end > at && !group.joins)) break;
    digits += group.digits;
    const phone = readPhone(digits, groups[at]?.abroad ?? false);
    if (phone) found = { phone, end: end + 1 };
  }
  return found;
}

/** "0912 345 678 9": a last group too many, so one of its digits is wrong; better to ask again. */
function runsOn(groups: readonly Group[], at: number, end: number): boolean {
  const next = groups[end];
  if (end - at < 2 || !next?.joins || !/^[ .-]$/.test(next.gap)) return false;
  return next.digits.length <= 4 && !takeNumber(groups, end);
}

/** The number as dialled at home, or undefined where it belongs to another country. */
function atHome(digits: string, abroad: boolean): string | undefined {
  const rest = abroad ? digits : /^00[1-9]/.test(digits) ? digits.slice(2) : undefined;
  if (rest === undefined) return /^84\d{9,10}$/.test(digits) ? '0' + digits.slice(2) : digits;
  return rest.startsWith('84') ? '0' + rest.slice(2).replace(/^0/, '') : undefined;
}

function readPhone(digits: string, abroad: boolean): Phone | undefined {
  const home = atHome(digits, abroad);
  if (home === undefined) return readForeign(abroad ? digits : digits.slice(2));
  const e164 = '+84' + home.slice(1);
  if (/^0[35789]\d{8}$/.test(home)) return { e164, shown: spaced(home, 4, 3, 3) };
  if (/^02[48]\d{8}$/.test(home)) return { e164, shown: spaced(home, 3, 4, 4) };
  if (/^02\d{9}$/.test(home)) return { e164, shown: spaced(home, 4, 1, 3, 3) };
  return undefined;
}

function readForeign(digits: string): Phone | undefined {
  if (digits.length < 8 || digits.length > 15) return undefined;
  const number = parsePhoneNumberFromString('+' + digits);
  return number?.isValid() ? { e164: number.number, shown: number.formatInternational() } : undefined;
}

function spaced(digits: string, ...lengths: readonly number[]): string {
  let at = 0;
  return lengths.map((length) => digits.slice(at, (at += length))).join(' ');
}

/** Judged by the longest stretch of digits, which is most likely what was meant as the number. */
function whyNot(groups: readonly Group[]): 'old' | 'short' | 'long' | 'unknown-prefix' {
  const stretches: { digits: string; abroad: boolean }[] = [];
  for (const { digits, abroad, joins } of groups) {
    const last = stretches.at(-1);
    if (joins && last) last.digits += digits;
    else stretches.push({ digits, abroad });
  }
  const { digits, abroad } = stretches.reduce((most, next) =>
    next.digits.length > most.digits.length ? next : most,
  );
  const number = atHome(digits, abroad);
  if (number === undefined) return 'unknown-prefix';
  if (/^01\d{9}$/.test(number)) return 'old';
  if (number.length < 10 || (number.startsWith('02') && number.length < 11)) return 'short';
  if (number.length > 11 || /^0[35789]/.test(number)) return 'long';
  return 'unknown-prefix';
}
