import fc from 'fast-check';

/** What a value may turn into on its way: what nobody expects there, or what a program trips over. */
const junk = fc.oneof(
  fc.jsonValue({ noUnicodeString: false }),
  fc.constantFrom<unknown>(null, {}, [], '', '\0', '\ud800', 0, -1, 0.5, 1e308, true, false),
  fc.constantFrom<unknown>('__proto__', 'toString', '$where', 'a.b', '\u202e', '‍', 'ế'.normalize('NFD')),
  fc.constantFrom<unknown>(
    JSON.parse('{"__proto__":{"polluted":true}}'),
    JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
    Array(300).fill(null),
    'ă'.repeat(20_000),
  ),
);

type Change =
  | { readonly how: 'replace' | 'wrap' | 'add'; readonly value: unknown }
  | { readonly how: 'drop' | 'double' | 'rename' | 'turn-round' };

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ how: fc.constant('replace' as const), value: junk }) },
  fc.record({ how: fc.constantFrom('wrap' as const, 'add' as const), value: junk }),
  fc.record({ how: fc.constantFrom('drop', 'double', 'rename', 'turn-round') }),
);

/** One to four things that happen to a JSON tree, each at some place in it. */
export const changes = fc.array(fc.tuple(fc.nat(60), change), { minLength: 1, maxLength: 4 });

export const mangle = (
  tree: unknown,
  happened: readonly (readonly [place: number, change: Change])[],
): unknown => happened.reduce((now, [place, one]) => changeAt(now, place, one), tree);

const GONE = Symbol('gone');

/** A place that the tree has not got is counted on from its root. */
function changeAt(tree: unknown, place: number, one: Change): unknown {
  const at = place % countOf(tree);
  let seen = 0;
  const visit = (value: unknown): unknown[] => {
    if (seen++ === at) return changed(value, one);
    if (Array.isArray(value)) return [value.flatMap(visit)];
    if (typeof value !== 'object' || value === null) return [value];
    const entries = Object.entries(value).flatMap(([key, inner]): [string, unknown][] => {
      const isHere = seen === at;
      const [made = GONE] = visit(inner);
      if (made === GONE) return [];
      return [[isHere && one.how === 'rename' ? `${key}_` : key, made]];
    });
    return [Object.fromEntries(entries)];
  };
  return visit(tree)[0] ?? null;
}

const countOf = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce<number>((sum, one) => sum + countOf(one), 1)
    : 1;

/** What stands in the place afterwards: nothing, one thing, or in a list two. */
function changed(value: unknown, one: Change): unknown[] {
  switch (one.how) {
    case 'replace':
      return [one.value];
    case 'wrap':
      return [[value, one.value]];
    case 'add':
      if (Array.isArray(value)) return [[...(value as unknown[]), one.value]];
      return [typeof value === 'object' && value !== null ? { ...value, more: one.value } : value];
    case 'drop':
      return [];
    case 'double':
      return [value, value];
    case 'rename':
      return [value];
    case 'turn-round':
      if (Array.isArray(value)) return [value.toReversed()];
      if (typeof value === 'string') return [[...value].reverse().join('')];
      return [typeof value === 'number' ? -value : value];
  }
}
