import type { Case } from '../case';
import type { Calendar, Due } from './calendar';
import { endOf } from '../../language/day';

/**
 * What runs for a matter that came in by chat. The clocks of the Law on Complaints and the Law on Denunciations begin
 * with a signed đơn (KNLaw Đ8, TCLaw Đ22), not with a message, so none of them runs here.
 */
export const clocks = {
  /** Tell the citizen what became of what he sent. TCDLaw Đ28.1. */
  'notify-intake': { days: 10, article: 'TCDLaw Đ28.1' },
  /** The first answer of an officer: the department's own promise, in working hours. */
  'first-reply': { hours: 8, urgentHours: 4 },
} as const;

/** By which day the citizen hears what became of it. */
export const noticeDue = (calendar: Calendar, openedAt: number): Due =>
  calendar.addWorkingDays(openedAt, clocks['notify-intake'].days);

export type Deadline = {
  /** The moment at which it is over, ms. */
  readonly at: number;
  /** Where holidays in between are not settled yet it may move. */
  readonly certain: boolean;
};

/** What an officer still owes; nothing once somebody has answered, or the case is closed. */
export function deadlinesOf(
  calendar: Calendar,
  { openedAt, status, history, urgent }: Pick<Case, 'openedAt' | 'status' | 'history' | 'urgent'>,
): { readonly firstReply?: Deadline; readonly notice?: Deadline } {
  if (status === 'dong' || history.some(({ type }) => type === 'replied')) return {};
  const { hours, urgentHours } = clocks['first-reply'];
  const reply = calendar.addWorkingHours(openedAt, urgent ? urgentHours : hours);
  const { day, certain } = noticeDue(calendar, openedAt);
  return {
    ...(reply !== undefined && { firstReply: { at: reply, certain } }),
    notice: { at: endOf(day), certain },
  };
}
