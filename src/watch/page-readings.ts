import type { PageReadings } from '../operations/metrics';
import type { ConnectionView } from '../console/contract';

/** The same as the console shows, in numbers. */
export const pageReadings = (view: ConnectionView): PageReadings => ({
  receiveOnly: view.stop !== undefined,
  usagePercent: view.braked?.percent ?? 0,
  isSilent: view.isSilent,
  heardSecondsAgo: view.heardAt === undefined ? undefined : (view.at - view.heardAt) / 1_000,
  tokenDaysLeft: view.token?.daysLeft,
  wrong: view.check?.findings.filter(({ state }) => state === 'wrong').length,
  checkedSecondsAgo: view.check && (view.at - view.check.at) / 1_000,
});
