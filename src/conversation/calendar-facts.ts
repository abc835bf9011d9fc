import type { Calendar } from '../cases/calendar/calendar';
import { showMoment } from '../language/show-time';
import { fillTemplate } from './fill-template';
import type { Phrases } from './phrases';

/** What texts may say about office hours: it depends on when they are said. */
export const calendarNames = ['lich.mo-cua', 'lich.ngoai-gio', 'lich.ngoai-gio-cap-bach'] as const;
type CalendarFacts = Readonly<Partial<Record<(typeof calendarNames)[number], string>>>;

/**
 * `{lich.mo-cua}` is when the office opens next, `{lich.ngoai-gio}` the sentence that says so, and
 * `{lich.ngoai-gio-cap-bach}` the one for what cannot wait; while it is open, or where no opening is known, they are
 * empty.
 */
export function calendarFacts(phrases: Phrases, calendar: Calendar, now: number): CalendarFacts {
  const opening = calendar.isOpen(now) ? undefined : calendar.nextOpening(now);
  if (opening === undefined) return {};
  const moment = showMoment(opening);
  const say = (text: string) => fillTemplate(text, (name) => (name === 'gio-mo' ? moment : undefined));
  return {
    'lich.mo-cua': moment,
    'lich.ngoai-gio': say(phrases['out-of-hours']),
    'lich.ngoai-gio-cap-bach': say(phrases['urgent-out-of-hours']),
  };
}
