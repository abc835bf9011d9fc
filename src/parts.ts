import { hkdfSync } from 'node:crypto';
import type { Clock } from './clock';
import type { Config, MetaConfig } from './config';
import type { BetweenProcesses } from './between-processes';
import type { ConnectionView } from './console/contract';
import type { Logger } from './log';
import type { MessengerClient } from './messenger/client';
import type { Metrics } from './operations/metrics';
import type { LiveBook } from './publishing/live-book';
import type { OpenStore } from './store/open-store';
import type { ReceiveOnly } from './watch/receive-only';

/** What every role of the system is made of, opened once for each process. */
export type Parts = {
  readonly config: Config;
  readonly log: Logger;
  readonly clock: Clock;
  readonly meta: MetaConfig;
  readonly opened: OpenStore;
  readonly between: BetweenProcesses;
  readonly client: MessengerClient;
  readonly receiving: ReceiveOnly;
  /** How the connection to Meta is, as all processes know it. */
  readonly connection: () => Promise<ConnectionView>;
  readonly metrics: Metrics;
  readonly liveBook: LiveBook;
  /** Where this process listens. */
  readonly url: string;
  /** Meta is played by the simulator, in this process. */
  readonly isTrial: boolean;
};

/** One key for each use, so that none says anything about another. */
export const keyFor = (rootSecret: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', rootSecret, Buffer.alloc(0), `tiep-nhan|${use}`, 32));
