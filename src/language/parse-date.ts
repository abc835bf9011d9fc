import { DateTime } from 'luxon';
import { fold } from './fold';
import { parseTime } from './parse-time';
import { readNumber } from './read-number';
import { readWords } from './words';

export type ParsedDate =
  | {
      readonly type: 'date';
      /** YYYY-MM-DD */
      readonly iso: string;
      /** dd/mm/yyyy, with the time if one was given. */
      readonly shown: string;
      /** HH:MM */
      readonly time?: string;
    }
  | { readonly type: 'none'; readonly why: 'lunar' | 'impossible' | 'unclear' };

type Day = DateTime | 'lunar' | 'impossible' | 'unclear';

const zone = 'Asia/Ho_Chi_Minh';
const longestText = 500;

/**
 * The one day that a message names, as people say it: "3/12", "ngày 3 tháng 12", "hôm qua",
 * "chiều thứ 2 lúc 14h kém 15". Days without a year lie in the past, the latest that fits.
 */
export function parseDate(text: string, now: number): ParsedDate {
  const today = DateTime.fromMillis(now, { zone, locale: 'en-US' }).startOf('day');
  const said = readable(text.slice(0, longestText));
  const { rest, time, impossible } = parseTime(said);
  if (impossible) return { type: 'none', why: 'impossible' };
  const day = findDay(rest.replace(/\s+/g, ' ').replace(stretch, '_').trim(), today);
  if (typeof day === 'string') return { type: 'none', why: day };
  const shown = day.toFormat('dd/MM/yyyy');
  const iso = day.toFormat('yyyy-MM-dd');
  return time ? { type: 'date', iso, shown: `${shown}, ${time}`, time } : { type: 'date', iso, shown };
}

/** "Mấy hôm nay" is no single day. */
const stretch = /\b(?:may|vai|nhung|\d+) (?:hom|ngay|bua) (?:nay|qua)\b/g;

/** Folded, but for the words that only their marks tell apart: "tôi" is not "tối", "âm" is not "am". */
function readable(text: string): string {
  const marked = text.normalize('NFKC').toLowerCase();
  const known = Object.entries(byMarks).reduce(
    (said, [word, token]) => said.replace(new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'gu'), ` ${token} `),
    marked,
  );
  return fold(known).replace(meTyped, '_').replaceAll('evening', 'toi');
}

const byMarks = {
  tôi: '_',
  tới: '_',
  thư: '_',
  tối: 'evening',
  âm: 'amlich',
  rằm: 'ngay ram',
  mồng: 'mung',
  kìa: 'kiaa',
};
/** "toi" without its marks is "tối" only beside a day or at the end; elsewhere it is "tôi". */
const meTyped = /\btoi\b(?! ?(?:$|[,.;!]|\d|(?:qua|nay|mai|hom|ngay|thu|chu nhat|cn|t[2-7])\b))/g;

function findDay(said: string, today: DateTime): Day {
  const full = findFull(said, today);
  if (/\bamlich\b|\bam lich\b/.test(said)) return 'lunar';
  if (full.length > 0) return onlyOne(full);
  if (/\btet duong\b/.test(said)) return latest(1, 1, today);
  if (isLunar(said)) return 'lunar';
  for (const find of [findDayAndMonth, findRelative, findWeekday, findDayOfMonth]) {
    const found = find(said, today);
    if (found.length > 0) return onlyOne(found);
  }
  return 'unclear';
}

const isLunar = (said: string) =>
  /\btet\b|\bgiao thua\b|\bthang (?:gieng|chap)\b|\b(?:ngay|hom) ram\b|\bram thang\b|^ram$/.test(said) ||
  /\bmung (?:\d|mot|hai|ba|bon|tu|nam|sau|bay|tam|chin|muoi)|\bmong \d/.test(said);

/** Two different days in one message are no answer. */
function onlyOne(days: readonly Day[]): Day {
  const [first = 'unclear', ...others] = days;
  const name = (day: Day) => (typeof day === 'string' ? day : day.toMillis());
  return others.every((other) => name(other) === name(first)) ? first : 'unclear';
}

function findFull(said: string, today: DateTime): Day[] {
  const written = [
    ...said.matchAll(/(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d]|[/.-]\d)/g),
  ].map(([, day, , month, year]) => on(day, month, year, today));
  const spoken = [
    ...said.matchAll(/(?<!\d)(\d{1,2}) ?thang (\d{1,2}),? ?(?:nam ?)?(\d{4})(?!\d)/g),
    ...said.matchAll(/(?<!\d)(\d{1,2}) ?thang (\d{1,2}),? ?nam (\d{2})(?!\d)/g),
    ...said.matchAll(/^(\d{1,2}) (\d{1,2}) (\d{4})$/g),
    ...said.matchAll(/^(\d{2})(\d{2})((?:19|20)\d{2})$/g),
    ...said.matchAll(/(?<![\d/.-])(\d{1,2})[/.-](\d{1,2}),? nam (\d{4}|\d{2})(?!\d)/g),
  ].map(([, day, month, year]) => on(day, month, year, today));
  const iso = [...said.matchAll(/(?<![\d/.-])(\d{4})([/.-])(\d{1,2})\2(\d{1,2})(?!\d|[/.-]\d)/g)].map(
    ([, year, , month, day]) => on(day, month, year, today),
  );
  return [...written, ...spoken, ...iso];
}

function findDayAndMonth(said: string, today: DateTime): Day[] {
  const pairs = [
    ...said.matchAll(/(?<![\d/.-])(\d{1,2}) ?\/ ?(\d{1,2})(?!\d|[/.-]\d)/g),
    ...said.matchAll(/(?:\bngay |\bhom |^)(\d{1,2})[.-](\d{1,2})(?!\d|[/.-]\d)/g),
    ...said.matchAll(/(?<!\d)(\d{1,2}) ?thang (\d{1,2})(?!\d)/g),
  ];
  const year = /\bnam (?:ngoai|truoc)\b/.test(said)
    ? today.year - 1
    : /\bnam nay\b/.test(said)
      ? today.year
      : 0;
  const numbered = pairs.map(([, day, month]) =>
    year ? on(day, month, String(year), today) : latest(Number(day), Number(month), today),
  );
  const thisYear = [...said.matchAll(/(?<!\d)(\d{1,2}) thang (nay|truoc|vua roi)\b/g)].map(
    ([, day, which]) => {
      const month = which === 'nay' ? today : today.minus({ months: 1 });
      return on(day, String(month.month), String(month.year), today);
    },
  );
  return [...numbered, ...thisYear];
}

const relatives: readonly (readonly [RegExp, number])[] = [
  [/\b(?:hom|bua) kiaa\b/, -3],
  [/\b(?:hom|bua) kia\b/, -2],
  [/\b(?:hom|bua|sang|trua|chieu|toi|dem) qua\b/, -1],
  [/\b(?:hom|bua|ngay|sang|sang som|trua|chieu|toi|dem) nay\b|^nay$/, 0],
  [/\b(?:vua|ban|luc|hoi) nay\b|\bvua xong\b|\bbay gio\b|\bhien tai\b/, 0],
  [/\b(?:ngay|sang|trua|chieu|toi) mai\b|^mai$/, 1],
];

function findRelative(said: string, today: DateTime): Day[] {
  const named = relatives.filter(([pattern]) => pattern.test(said)).map(([, days]) => today.plus({ days }));
  const counted = [
    ...said.matchAll(/\b(\w+) (?:ngay|hom|bua) (?:truoc|roi)\b/g),
    ...said.matchAll(/\bcach day (?:khoang )?(\w+) (?:ngay|hom|bua)\b/g),
  ].flatMap(([, count = '']) => {
    const word = readWords(count)[0];
    const days = word && readNumber(word);
    return days === undefined || days > 366 ? [] : [today.minus({ days })];
  });
  return [...named, ...counted];
}

const weekdays: Record<string, number> = { hai: 1, ba: 2, tu: 3, nam: 4, sau: 5, bay: 6 };

/** Monday is "thứ 2". Without a week, the last such day, today included. */
function findWeekday(said: string, today: DateTime): Day[] {
  const hits = [
    ...said.matchAll(/\b(?:thu ?([2-7])|thu (hai|ba|tu|nam|sau|bay)|t([2-7]))\b(?![/.-]\d)/g),
    ...said.matchAll(/\b(?:chu nhat|chu nhut|cn)\b/g),
  ];
  return hits.map(([, digit, word, short]) => {
    const number = digit ?? short;
    const weekday = number ? Number(number) - 1 : word ? (weekdays[word] ?? 7) : 7;
    const inThisWeek = today.plus({ days: weekday - today.weekday });
    if (/\btuan (?:truoc|roi|qua|vua roi)\b/.test(said)) return inThisWeek.minus({ weeks: 1 });
    if (/\btuan nay\b/.test(said)) return inThisWeek;
    const isPast = inThisWeek < today || (+inThisWeek === +today && !/\bvua (?:roi|qua)\b/.test(said));
    return isPast ? inThisWeek : inThisWeek.minus({ weeks: 1 });
  });
}

/** "ngày 3": the latest 3rd that is not after today. */
function findDayOfMonth(said: string, today: DateTime): Day[] {
  return [...said.matchAll(/\b(?:ngay|hom) (\d{1,2})(?!\d|[/.-]\d| ?thang| ?(?:nam|tuoi|lan)\b)/g)].map(
    ([, text]) => {
      const day = Number(text);
      if (day < 1 || day > 31) return 'impossible';
      for (let back = 0; back < 3; back += 1) {
        const month = today.minus({ months: back });
        const found = month.set({ day });
        if (found.month === month.month && found <= today) return found;
      }
      return 'unclear';
    },
  );
}

function on(day = '', month = '', year = '', today: DateTime): Day {
  return inYear(Number(day), Number(month), fourDigits(year, today)) ?? 'impossible';
}

/** "90" is 1990 and "26" is 2026: two digits reach ten years ahead, no more. */
function fourDigits(year: string, today: DateTime): number {
  if (year.length === 4) return Number(year);
  const inThisCentury = 2000 + Number(year);
  return inThisCentury <= today.year + 10 ? inThisCentury : inThisCentury - 100;
}

function inYear(day: number, month: number, year: number): DateTime | undefined {
  if (year < 1900 || year > 2100) return undefined;
  const found = DateTime.fromObject({ day, month, year }, { zone, locale: 'en-US' });
  return found.isValid ? found : undefined;
}

/** The latest such day that is not after today; 29/2 may be up to eight years back. */
function latest(day: number, month: number, today: DateTime): Day {
  for (let back = 0; back <= 8; back += 1) {
    const found = inYear(day, month, today.year - back);
    if (found && found <= today) return found;
  }
  return 'impossible';
}
