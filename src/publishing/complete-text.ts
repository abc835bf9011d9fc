import { isMap, parseDocument } from 'yaml';

/**
 * Adds to a YAML text what a newer program needs and the text does not say yet, with all that is written kept as it is.
 * @param needed what ships, as read
 * @returns undefined where nothing is missing
 */
export function completeText(text: string, needed: object): string | undefined {
  const document = parseDocument(text);
  if (!isMap(document.contents)) return undefined;
  const missing = missingIn(document.toJS() as object, needed, []);
  for (const { path, value } of missing) document.setIn(path, value);
  return missing.length > 0 ? document.toString({ lineWidth: 110 }) : undefined;
}

function missingIn(
  said: object,
  needed: object,
  at: readonly string[],
): { path: readonly string[]; value: unknown }[] {
  const known = said as Readonly<Record<string, unknown>>;
  return Object.entries(needed).flatMap(([key, value]: [string, unknown]) => {
    const path = [...at, key];
    if (!Object.hasOwn(known, key)) return value === undefined ? [] : [{ path, value }];
    const inner = known[key];
    const isBlock = (each: unknown): each is object =>
      typeof each === 'object' && each !== null && !Array.isArray(each);
    return isBlock(inner) && isBlock(value) ? missingIn(inner, value, path) : [];
  });
}
