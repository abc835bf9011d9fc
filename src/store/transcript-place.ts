import { BadCursor, readCursor } from './cursor';
import type { Query, Where } from './documents';

/** Newest first. In the same millisecond what the citizen said lies before what we said. */
export const heardSort = ['-at', '-arrival'] as const;
export const saidSort = ['-at', '-seq'] as const;

/** The place of one item: which side it is on, and the store's own cursor of it. */
export type Place = { readonly side: 'heard' | 'said'; readonly cursor: string };
type Part = { readonly where: Where; readonly after?: Query['after'] };

export const writePlace = ({ side, cursor }: Place): string => `${side}.${cursor}`;

/** What lies before a place, on either side, to the exact item. @throws BadCursor */
export function partsBefore(before: string | undefined): { readonly heard: Part; readonly said: Part } {
  if (before === undefined) return { heard: { where: {} }, said: { where: {} } };
  const [, side, cursor] = /^(heard|said)\.([\w-]+)$/.exec(before) ?? [];
  if (side === undefined || cursor === undefined) throw new BadCursor();
  const [at] = readCursor(cursor, side === 'heard' ? heardSort : saidSort);
  if (typeof at !== 'number') throw new BadCursor();
  return side === 'heard'
    ? { heard: { where: {}, after: cursor }, said: { where: { at: { lt: at } } } }
    : { heard: { where: { at: { lte: at } } }, said: { where: {}, after: cursor } };
}
