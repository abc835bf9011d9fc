import type { Ward } from './wards';
import { mayMean, readWords, type Word } from './words';

export type ParsedPlace = {
  /** The citizen's own words. */
  readonly text: string;
  readonly ward?: Pick<Ward, 'code' | 'name' | 'kind'>;
  readonly several?: readonly Ward[];
};

const longestText = 1000;

type Hit = {
  readonly ward: Ward;
  readonly start: number;
  readonly end: number;
  readonly exact: boolean;
  readonly standing: Standing;
};

/** What the words before a name make of it: "phường" a ward, "đường" a street. */
type Standing = 'its-kind' | 'something-else' | 'nothing';

/**
 * Keeps an address as it was written and suggests the ward that it names, where only one fits.
 * People still write the names of districts and communes that are gone, so it never insists.
 */
export function parsePlace(text: string, wards: readonly Ward[]): ParsedPlace {
  const own = text.trim();
  const parts = own
    .slice(0, longestText)
    .split(/[,;\n]|\s[-–—]\s/)
    .map(readWords);
  const hits = parts.flatMap((words) =>
    wards.flatMap((ward) => findWard(words, ward)).filter((hit, _, all) => survives(hit, all)),
  );
  const byKind = hits.filter((hit) => hit.standing === 'its-kind');
  const byName = hits.filter((hit) => hit.standing === 'nothing' && !isAlsoProvince(hit.ward));
  const named = [...new Set((byKind.length > 0 ? byKind : byName).map((hit) => hit.ward))];
  const [ward] = named;
  if (named.length > 1) return { text: own, several: named };
  return ward ? { text: own, ward: { code: ward.code, name: ward.name, kind: ward.kind } } : { text: own };
}

function findWard(words: readonly Word[], ward: Ward): readonly Hit[] {
  const hits: Hit[] = [];
  for (const name of [ward.name, ...(ward.alt ?? [])].map(readWordsOnce)) {
    for (let start = 0; start + name.length <= words.length; start += 1) {
      if (!name.every((word, i) => mayMean(words[start + i] ?? word, word))) continue;
      const end = start + name.length;
      const exact = name.every((word, i) => word.marked === words[start + i]?.marked);
      hits.push({ ward, start, end, exact, standing: whatStandsBefore(words.slice(0, start), ward) });
    }
  }
  return hits;
}

/** "Đồ Sơn" within "Nam Đồ Sơn" is no name of its own, and marks decide between "Cẩm Giang" and "Cẩm Giàng". */
function survives(hit: Hit, all: readonly Hit[]): boolean {
  return !all.some(
    (other) =>
      other.start <= hit.start &&
      other.end >= hit.end &&
      (other.end - other.start > hit.end - hit.start || (other.exact && !hit.exact)),
  );
}

const wordsOf = new Map<string, readonly Word[]>();
function readWordsOnce(name: string): readonly Word[] {
  const words = wordsOf.get(name) ?? readWords(name);
  wordsOf.set(name, words);
  return words;
}

const kinds: readonly (readonly [string, readonly (readonly Word[])[]])[] = [
  ['phường', phrases('phường, p, ph, f')],
  ['xã', phrases('xã, x')],
  ['đặc khu', phrases('đặc khu, đk')],
];
/** Former units, streets, schools and the like that carry the names of today's wards. */
const otherThings = phrases(
  'quận, q, huyện, h, thị xã, tx, thị trấn, tt, thành phố, tp, tỉnh, t, thôn, xóm, làng, khu, kcn, tổ, ' +
    'đường, đ, phố, đại lộ, ngõ, ngách, hẻm, kiệt, quốc lộ, ' +
    'trường, thpt, thcs, tiểu học, mầm non, đại học, bệnh viện, chợ, cầu, chùa, đình, đền, công viên, bến, cảng, ga',
);
const smallParts = phrases(
  'tổ, thôn, xóm, khu, đội, cụm, tdp, tổ dân phố, tổ dân phố số, tổ số, tdp số, thôn số, khu số',
);

function whatStandsBefore(before: readonly Word[], ward: Ward): Standing {
  if (otherThings.some((thing) => thing.length > 1 && endsWith(before, thing))) return 'something-else';
  for (const [kind, names] of kinds) {
    if (names.some((name) => endsWith(before, name)))
      return kind === ward.kind ? 'its-kind' : 'something-else';
  }
  if (otherThings.some((thing) => endsWith(before, thing))) return 'something-else';
  // "12 Trần Phú" is a street, "tổ 12 Trần Phú" is not.
  const numbered = /\d/.test(before.at(-1)?.folded ?? '');
  return numbered && !smallParts.some((part) => endsWith(before.slice(0, -1), part))
    ? 'something-else'
    : 'nothing';
}

const endsWith = (words: readonly Word[], phrase: readonly Word[]) =>
  words.length >= phrase.length &&
  phrase.every((word, i) => mayMean(words[words.length - phrase.length + i] ?? word, word));

function phrases(list: string): readonly (readonly Word[])[] {
  return list.split(', ').map((phrase) => readWords(phrase));
}

/** By itself "Hải Dương" means the former province, a third of today's city. */
const isAlsoProvince = (ward: Ward) => ward.name === 'Hải Dương';
