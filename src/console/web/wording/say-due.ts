import type { CaseRow } from '../../contract';
import { formatClock, formatDate, formatDateTime } from './format-time';

type Owed = Pick<CaseRow, 'firstReplyDue' | 'noticeDue'>;
type Deadline = NonNullable<CaseRow['noticeDue']>;

/** The deadline that comes next, in a few words for a row. */
export function sayDue(
  { firstReplyDue, noticeDue }: Owed,
  now: number,
): { readonly text: string; readonly urgency: 'late' | 'today' | 'later' } | undefined {
  const next = firstReplyDue ?? noticeDue;
  if (next === undefined) return undefined;
  if (noticeDue && noticeDue.at <= now) return { text: 'Quá hạn báo kết quả', urgency: 'late' };
  if (next.at <= now) return { text: 'Quá hạn trả lời lần đầu', urgency: 'late' };
  if (formatDate(next.at - 1) === formatDate(now))
    return { text: `Hạn trả lời hôm nay ${formatClock(next.at)}`, urgency: 'today' };
  return { text: `Hạn trả lời ${formatDateTime(next.at)}`, urgency: 'later' };
}

/** By which day word is owed: a deadline ends with its day, so the moment after it belongs to the next one. */
export const sayNoticeDay = ({ at, certain }: Deadline): string =>
  `Chậm nhất ngày ${formatDate(at - 1)}${certain ? '' : ' (chưa tính ngày nghỉ chưa công bố)'}`;
