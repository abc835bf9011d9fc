import type { Calendar } from '../cases/calendar/calendar';
import { daysUntil } from '../connect/check-token';
import { mendOf } from '../connect/finding';
import type { ConnectionView, StatusView } from '../console/contract';
import { nothingKnown, type Braked, type PageWatchDoc, type SendStop } from '../store/page-watch';
import { isSilent, silenceLimit } from './silence';
import { FEW_DAYS } from './watch-page';

type Now = {
  readonly now: number;
  readonly calendar: Pick<Calendar, 'openMs'>;
  /** Nobody writes there by himself, so silence says nothing. */
  readonly isTrial: boolean;
};

/** How the connection to Meta is, for admins. */
export function connectionView(
  doc: PageWatchDoc = nothingKnown,
  { now, calendar, isTrial }: Now,
): ConnectionView {
  const { stop, check, heardAt, silences, braked } = doc;
  const endsAt = check?.tokenEndsAt;
  const daysLeft = endsAt ? daysUntil(endsAt, now) : undefined;
  return {
    at: now,
    ...(stop && { stop: { since: stop.since, reason: stop.reason, code: stop.code, mend: mendFor(stop) } }),
    ...(braked && now < braked.until && { braked: brakedView(braked, now) }),
    ...(heardAt > 0 && { heardAt }),
    silenceLimitMs: silenceLimit(silences),
    isSilent: !isTrial && isSilent(doc, now, calendar),
    ...(check && {
      check: {
        at: check.at,
        findings: check.findings.map(({ state, said, mend }) => ({
          state,
          said: said.vi,
          ...(mend && { mend: mend.vi }),
        })),
      },
    }),
    ...(daysLeft !== undefined && { token: { daysLeft, endsSoon: daysLeft < FEW_DAYS } }),
  };
}

const brakedView = ({ percent, stopUntil }: Braked, now: number) => ({
  percent,
  ...(stopUntil !== null && now < stopUntil && { stopUntil }),
});

function mendFor({ code }: SendStop): string {
  const [main = 0, subcode = 0] = code.split('/').map((part) => Number(part) || 0);
  return mendOf({ code: main, subcode }).vi;
}

/** What all officers are told of it; how to mend it is for admins. */
export const statusOf = (view: ConnectionView | undefined): Omit<StatusView, 'intake'> => ({
  ...(view?.stop && { receiveOnly: { since: view.stop.since, reason: view.stop.reason } }),
  ...(view?.isSilent && view.heardAt !== undefined && { silentSince: view.heardAt }),
});
