import type { Case, CaseAnswer, HistoryEntry, Kind } from '../case';
import type { Calendar, Due } from './calendar';
import { endOf } from '../../language/day';

/** So many days, and whether days off count among them. */
export type Clock = {
  readonly days: number;
  readonly unit: 'working' | 'calendar';
  readonly article: string;
};

/**
 * What runs for a matter that came in by chat. The clocks of the Law on Complaints and the Law on Denunciations begin
 * with a signed đơn (KNLaw Đ8, TCLaw Đ22), not with a message, so none of them runs here.
 */
export const clocks = {
  /** Tell the citizen what became of what he sent. */
  'notify-intake': { days: 10, unit: 'working', article: 'TCDLaw Đ28.1' },
  /** The first answer of an officer: the department's own promise, in working hours. */
  'first-reply': { hours: 8, urgentHours: 4 },
} as const;

/** The question of the intake that says what is wanted of the citizen's data. */
export const DATA_REQUEST = 'yeu-cau-du-lieu';

/**
 * What runs for a request about one's own data (NĐ356/2025 Đ5): word that it came, then the answer. Sources differ on
 * the days' unit, so they are counted the shorter way, all days.
 */
const dataClocks = {
  acknowledge: { days: 2, unit: 'working', article: 'NĐ356/2025 Đ5' },
  soon: { days: 10, unit: 'calendar', article: 'NĐ356/2025 Đ5' },
  later: { days: 15, unit: 'calendar', article: 'NĐ356/2025 Đ5' },
  last: { days: 20, unit: 'calendar', article: 'NĐ356/2025 Đ5' },
} as const satisfies Readonly<Record<string, Clock>>;

const dataClockOf: Readonly<Record<string, Clock>> = {
  xem: dataClocks.soon,
  sua: dataClocks.soon,
  'han-che': dataClocks.later,
  'rut-dong-y': dataClocks.later,
  xoa: dataClocks.last,
};

/** The clock by which the citizen hears. */
export function clockOf({
  kind,
  answers,
}: {
  readonly kind: Kind;
  readonly answers: readonly CaseAnswer[];
}): Clock {
  if (kind !== 'du-lieu') return clocks['notify-intake'];
  const wanted = answers.find(({ id }) => id === DATA_REQUEST)?.answer;
  return (wanted?.type === 'choice' ? dataClockOf[wanted.value] : undefined) ?? dataClocks.soon;
}

/** By which day the citizen hears what became of it. */
export const noticeDue = (calendar: Calendar, from: number, clock: Clock = clocks['notify-intake']): Due =>
  clock.unit === 'working' ? calendar.addWorkingDays(from, clock.days) : calendar.addDays(from, clock.days);

export type Deadline = {
  /** The moment at which it is over, ms. */
  readonly at: number;
  /** Where holidays in between are not settled yet it may move. */
  readonly certain: boolean;
};

type Run = Pick<Case, 'kind' | 'answers' | 'openedAt' | 'status' | 'history' | 'urgent'>;

/**
 * Since when an answer is owed, and by which clock; nothing once somebody has answered, or the case is closed. A citizen
 * who says that it is not settled sets the clock anew.
 */
export function owedSince(
  about: Omit<Run, 'urgent'>,
): { readonly from: number; readonly clock: Clock } | undefined {
  const { openedAt, status, history } = about;
  if (status === 'dong' || status === 'da-tra-loi') return undefined;
  const answered = history.findLastIndex(({ type }) => type === 'replied' || type === 'closed');
  const disputed = history.slice(answered + 1).find(({ type }) => type === 'not-done');
  if (answered >= 0 && disputed) return { from: disputed.at, clock: clockOf(about) };
  if (hasReached(history)) return undefined;
  return { from: openedAt, clock: clockOf(about) };
}

/** Whether any answer has got to the citizen: what waits for him to write again, or failed, is none. */
function hasReached(history: Case['history']): boolean {
  const count = (wanted: HistoryEntry['type']) => history.filter(({ type }) => type === wanted).length;
  // By message: what was held may fail after that, and what failed may turn out to have arrived.
  const missing = new Set<string>();
  for (const { type, id } of history) {
    const message = wholeOf(id);
    if (type === 'reply-held' || type === 'reply-failed') missing.add(message);
    if (type === 'reply-delivered') missing.delete(message);
  }
  return count('replied') > missing.size;
}

/** The message that a note in the history is of, whichever of its parts the note names. */
const wholeOf = (id: string): string =>
  /:(held|delivered)$/.test(id) ? id.replace(/:\w+$/, '') : id.replace(/(\.\d+)?(:arrived)?$/, '');

/** What an officer still owes. */
export function deadlinesOf(
  calendar: Calendar,
  about: Run,
): { readonly firstReply?: Deadline; readonly notice?: Deadline } {
  const owed = owedSince(about);
  if (!owed) return {};
  const reply = firstReplyDue(calendar, about, owed.from);
  const { day, certain } = noticeDue(calendar, owed.from, owed.clock);
  return {
    ...(reply !== undefined && { firstReply: { at: reply, certain } }),
    notice: { at: endOf(day), certain },
  };
}

function firstReplyDue(calendar: Calendar, { kind, urgent }: Run, from: number): number | undefined {
  if (kind === 'du-lieu') return endOf(noticeDue(calendar, from, dataClocks.acknowledge).day);
  const { hours, urgentHours } = clocks['first-reply'];
  return calendar.addWorkingHours(from, urgent ? urgentHours : hours);
}
