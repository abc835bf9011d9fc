import type { StatusView } from '../console/contract';
import type { SendStop } from '../store/page-watch';

/** What officers are told of it; how to mend it is for admins. */
export const receivingView = (stop: SendStop | undefined): Pick<StatusView, 'receiveOnly'> =>
  stop ? { receiveOnly: { since: stop.since, reason: stop.reason } } : {};
