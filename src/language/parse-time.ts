/** A time of day found in a folded text, and the text without it. */
export type ParsedTime = {
  readonly rest: string;
  readonly time?: string;
  /** A time was named that no clock shows. */
  readonly impossible?: boolean;
};

const clockTime = new RegExp(
  [
    /(?<![\d/.,:-])(\d{1,2})\s?(?:(?:h|g|gio|:)(?![a-z])|(?=\s?[ap]m\b))\s?/,
    /(?:(\d{1,2})(?!\d|[/.-]\d|\s?thang)\s?(?:phut\b|p\b|')?|kem\s(\d{1,2})(?!\d)\s?(?:phut\b|p\b)?|(ruoi)\b)?/,
    /\s?(?:(am|pm)\b)?/,
  ]
    .map(({ source }) => source)
    .join(''),
);
const partOfDay = /\b(rang sang|sang|trua|chieu|toi|dem|khuya)\b/;

/**
 * Finds a time in a text that `fold` has been through: "8h30", "8g30", "20:30", "8 gio ruoi",
 * "8h toi", "14h kem 15". The part of the day may stand anywhere: "toi qua luc 8h".
 */
export function parseTime(folded: string): ParsedTime {
  const found = clockTime.exec(folded);
  if (!found) return { rest: folded };
  // The part of the day stays: "sang nay" says the day as well.
  const rest = folded.slice(0, found.index) + ' ' + folded.slice(found.index + found[0].length);
  const [, hours = '', minutes, before, half, halfDay] = found;
  const hour = onTheDay(Number(hours), halfDay ?? partOfDay.exec(rest)?.[1]);
  const minute = half ? 30 : Number(minutes ?? 0);
  const early = Number(before ?? 0);
  if (hour > 24 || minute > 59 || early > 59 || (hour === 24 && minute > 0))
    return { rest, impossible: true };
  const inMinutes = (hour * 60 + minute - early + 24 * 60) % (24 * 60);
  return { rest, time: `${twoDigits(Math.floor(inMinutes / 60))}:${twoDigits(inMinutes % 60)}` };
}

/** The hour on a 24-hour clock: "8 tối" is 20, "12 đêm" is midnight, "2 đêm" is 2 at night. */
function onTheDay(hour: number, part: string | undefined): number {
  if (hour > 12 || part === undefined) return hour;
  switch (part) {
    case 'pm':
    case 'chieu':
      return hour === 12 ? 12 : hour + 12;
    case 'toi':
      return hour === 12 ? 0 : hour + 12;
    case 'dem':
    case 'khuya':
      return hour === 12 ? 0 : hour >= 6 ? hour + 12 : hour;
    case 'trua':
      return hour <= 3 ? hour + 12 : hour;
    case 'am':
      return hour === 12 ? 0 : hour;
    default:
      return hour;
  }
}

const twoDigits = (value: number) => String(value).padStart(2, '0');
