import type { ReachView } from '../../contract';
import { formatClock, formatDate, formatDateTime } from '../wording/format-time';
import { formatWait } from '../wording/format-wait';

/** Whether what an officer writes goes out now, and in which manner he should be told. */
export type ReachSaid = {
  /** `shut`: Messenger takes nothing; what is written waits. */
  readonly door: 'answer' | 'person' | 'shut';
  readonly level: 'info' | 'warning';
  readonly text: string;
  /** What becomes of what he writes all the same. */
  readonly more?: string;
};

const SOON_MS = 2 * 3_600_000;

/** What an officer reads before he writes: what is open until when. @param now by the page's own clock */
export function sayReach(reach: ReachView, now: number, mayWrite: boolean): ReachSaid {
  const { answerUntil = 0, personUntil = 0, isAnnounced } = reach;
  // The page may be open for long, and the server's clock may be ahead of it.
  const at = Math.max(now, reach.at);
  if (at <= answerUntil)
    return {
      door: 'answer',
      level: answerUntil - at <= SOON_MS ? 'warning' : 'info',
      text: `Messenger nhận tin trả lời đến ${when(answerUntil, at)} (còn ${left(answerUntil, at)}).`,
    };
  if (at <= personUntil)
    return {
      door: 'person',
      level: 'warning',
      text: `Đã quá 24 giờ kể từ tin cuối của công dân. Tin do cán bộ tự viết vẫn gửi được đến ${when(personUntil, at)}; tin tự động thì không.`,
    };
  const told = isAnnounced ? ' Công dân được báo là hồ sơ có cập nhật.' : '';
  return {
    door: 'shut',
    level: 'warning',
    text: 'Messenger hiện không nhận tin gửi cho công dân, vì đã quá thời hạn kể từ tin cuối của công dân.',
    ...(mayWrite && { more: `Tin viết ở đây được giữ lại và tự gửi khi công dân nhắn tin trở lại.${told}` }),
  };
}

/** That a person speaks with the citizen outside this page; nothing once that is over. */
export function sayOnFacebook({ onFacebook, at }: ReachView, now: number): string | undefined {
  const present = Math.max(now, at);
  if (!onFacebook || present > onFacebook.until) return undefined;
  const { since, until } = onFacebook;
  return `Có người đang trả lời công dân trong hộp thư Facebook, từ ${when(since, present)}. Trợ lý tự động im lặng đến ${when(until, present)}, hoặc đến khi được trả lại cuộc trò chuyện.`;
}

const when = (at: number, now: number): string =>
  formatDate(at) === formatDate(now) ? `${formatClock(at)} hôm nay` : formatDateTime(at);

/** Rounded to minutes: nobody counts seconds here. */
const left = (until: number, now: number): string =>
  formatWait(Math.max(60, Math.floor((until - now) / 60_000) * 60));
