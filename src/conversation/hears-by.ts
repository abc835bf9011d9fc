import type { Clock } from '../cases/calendar/deadlines';
import { noticeDue } from '../cases/calendar/deadlines';
import { showDay } from '../language/show-time';
import { fillTemplate } from './fill-template';
import type { Turn } from './turn';

/** The day by which the citizen hears, and where holidays until then are not settled yet, a word on that. */
export function hearsBy(
  from: number,
  clock: Clock,
  { calendar, phrases }: Pick<Turn, 'calendar' | 'phrases'>,
): string {
  const { day, certain } = noticeDue(calendar, from, clock);
  return certain ? showDay(day) : `${showDay(day)} ${phrases['date-may-move']}`;
}

/** The same as a sentence; empty when nothing is owed any more. */
export function sayHearsBy(
  owed: { readonly from: number; readonly clock: Clock } | undefined,
  turn: Pick<Turn, 'calendar' | 'phrases'>,
): string {
  if (!owed) return '';
  const day = hearsBy(owed.from, owed.clock, turn);
  return fillTemplate(turn.phrases['hears-by'], (name) => (name === 'ngay' ? day : undefined));
}
