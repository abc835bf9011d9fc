import { fitsMove, isBehind } from '../conversation/change-flows';
import type { FlowBook } from '../conversation/flow-book';
import type { Collection } from '../store/collection';
import type { ConversationDoc } from '../store/conversations';
import { busyConversations } from './in-flight';

/** How many conversations stand at one step of a version that is about to be followed. */
export type StepCount = {
  readonly flow: string;
  readonly version: number;
  readonly step: string;
  readonly count: number;
  /** How many of them could go over to the new version as they stand. */
  readonly fits: number;
};

/** @param book with the new versions in it @param newer their numbers */
export async function countInFlight(
  { conversations }: { readonly conversations: Collection<ConversationDoc> },
  book: FlowBook,
  newer: readonly { readonly id: string; readonly number: number }[],
): Promise<StepCount[]> {
  const counts = new Map<string, StepCount>();
  for await (const { state } of busyConversations(conversations)) {
    if (!isBehind(state, newer)) continue;
    const frame = state.frames.findLast(({ flow }) => newer.some(({ id }) => id === flow));
    if (!frame) continue;
    const { flow, version, step } = frame;
    const key = `${flow}@${version}/${step}`;
    const known = counts.get(key) ?? { flow, version, step, count: 0, fits: 0 };
    const fits = fitsMove(book, state, newer) ? 1 : 0;
    counts.set(key, { ...known, count: known.count + 1, fits: known.fits + fits });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}
