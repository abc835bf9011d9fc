export type Json = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ids come as text or, from careless callers, as numbers. */
export const idText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? `${value}` : '';

export const isText = (value: unknown): value is string => typeof value === 'string';

/** JSON as Meta writes it: only ASCII, slashes escaped. Whoever re-stringifies it before checking the signature gets another digest. */
export function toMetaJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/\//g, '\\/')
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
