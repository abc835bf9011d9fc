import type { Clock } from './clock';
import type { Config } from './config';
import type { Live } from './console/api/deps';
import { inProcessLive } from './console/api/in-process-live';
import { redisLive } from './console/api/redis-live';
import { countInProcess, countInRedis, type SignInAddresses } from './console/api/sign-in-addresses';
import type { Logger } from './log';
import { localPace, type BrakedPace } from './outbox/pace';
import { inProcessQueue } from './queues/in-process';
import type { Queue } from './queues/queue';

/** What the processes of one system tell each other. None of it is the only copy of anything. */
export type BetweenProcesses = {
  readonly queue: Queue;
  readonly live: Live;
  readonly pace: BrakedPace;
  readonly signInAddresses: SignInAddresses;
  /** After the queue. */
  readonly close: () => void;
};

/** What every key in Redis begins with: two systems may share one, as they may share a MongoDB. */
const prefixFor = (mongodbUrl: string | undefined): string =>
  `tiep-nhan:${/^[^/]+\/\/[^/]+\/([^?]*)/.exec(mongodbUrl ?? '')?.[1] ?? ''}`;

/** Through Redis where there is one, else within this process. @throws StoreRefused */
export async function openBetweenProcesses(
  deps: { readonly log: Logger; readonly clock: Clock },
  { redisUrl, mongodbUrl, sendRate }: Pick<Config, 'redisUrl' | 'mongodbUrl' | 'sendRate'>,
): Promise<BetweenProcesses> {
  if (redisUrl === undefined) {
    return {
      queue: inProcessQueue(deps),
      live: inProcessLive(),
      pace: localPace(deps, sendRate),
      signInAddresses: countInProcess(),
      close: () => undefined,
    };
  }
  // Loaded only here: the embedded profile does without them.
  const { openRedis } = await import('./queues/open-redis.js');
  const { bullQueue } = await import('./queues/bull.js');
  const { redisPace } = await import('./outbox/redis-pace.js');
  const redis = await openRedis(deps, redisUrl);
  const shared = { ...deps, redis, commands: redis.commands, prefix: prefixFor(mongodbUrl) };
  const live = redisLive({ ...shared, subscriber: redis.connect() });
  return {
    queue: bullQueue(shared),
    live,
    pace: redisPace(shared, sendRate),
    signInAddresses: countInRedis(shared),
    close: () => {
      live.close();
      redis.close();
    },
  };
}
