import type { TranscriptItem, Transcript } from '../../contract';
import { formatDate } from '../wording/format-time';

export type SpokenGroup = {
  readonly id: string;
  readonly from: TranscriptItem['from'];
  readonly at: number;
  readonly items: readonly TranscriptItem[];
};
export type SpokenDay = { readonly id: string; readonly at: number; readonly groups: readonly SpokenGroup[] };

/** Messages of one sender that stand under one heading are no further apart than this. */
const together = 5 * 60_000;

/** Pages come newest first, each oldest first: here is the whole, oldest first, every message once. */
export function joinTranscript(pages: readonly Transcript[]): readonly TranscriptItem[] {
  const items = new Map<string, TranscriptItem>();
  for (const page of [...pages].reverse()) for (const item of page.items) items.set(item.id, item);
  return [...items.values()];
}

/** Days by the Vietnamese calendar, within them runs of one sender. */
export function groupTranscript(items: readonly TranscriptItem[]): readonly SpokenDay[] {
  const days: {
    id: string;
    at: number;
    groups: { id: string; from: TranscriptItem['from']; at: number; items: TranscriptItem[] }[];
  }[] = [];
  for (const item of items) {
    const date = formatDate(item.at);
    let day = days.at(-1);
    if (day === undefined || formatDate(day.at) !== date) {
      day = { id: `${date} ${item.id}`, at: item.at, groups: [] };
      days.push(day);
    }
    const group = day.groups.at(-1);
    const before = group?.items.at(-1);
    if (
      group !== undefined &&
      before !== undefined &&
      group.from === item.from &&
      item.at - before.at < together
    ) {
      group.items.push(item);
    } else {
      day.groups.push({ id: item.id, from: item.from, at: item.at, items: [item] });
    }
  }
  return days;
}
