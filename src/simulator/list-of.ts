import { isText } from './json';

/** `a,b` or `["a","b"]`. */
export function listOf(value: unknown): string[] {
  const items = Array.isArray(value) ? value.map(String) : isText(value) ? value.split(',') : [];
  return items.map((item) => item.trim()).filter((item) => item !== '');
}
