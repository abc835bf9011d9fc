import { Redis, type RedisOptions } from 'ioredis';
import { StoreRefused } from '../store/store-refused';
import { checkRedis, REACH_MS } from './check-redis';
import type { QueueLog } from './lane';
import { openOutage, type Outage } from './outage';

/** What this process has to do with one Redis. Nothing that matters is only there: it may be away, or empty. */
export type RedisLink = {
  /** For what is answered at once or not at all: while Redis is away, a command is refused, not kept. */
  readonly commands: Redis;
  readonly outage: Outage;
  /** One more connection, for blocking and subscribing: it waits for Redis to come back. */
  connect(): Redis;
  close(): void;
};

/** Longest pause between two attempts to connect again. */
const MOST_RETRY_MS = 1_000;
/** A command that takes longer hangs, and so does the connection it went through. */
const COMMAND_MS = 1_000;

const patient: RedisOptions = {
  retryStrategy: (attempts) => Math.min(50 * attempts, MOST_RETRY_MS),
  // A replica that was the primary until just now.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
  connectTimeout: REACH_MS,
  // Finds out when the other end is gone without a word.
  keepAlive: 10_000,
  maxRetriesPerRequest: null,
  enableReadyCheck: false,
};

/**
 * Sent or refused, never kept. The ready check matters: a Redis that hangs still accepts connections, and without it
 * everything sent there would pile up here.
 */
const impatient: RedisOptions = {
  ...patient,
  enableReadyCheck: true,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 0,
  commandTimeout: COMMAND_MS,
};

/**
 * A Redis that is away is waited for in the background, and looked at once it is there.
 * @throws StoreRefused when it is there and not fit for wake-ups
 */
export async function openRedis(deps: { readonly log: QueueLog }, url: string): Promise<RedisLink> {
  const away = await checkRedis(url);
  if (away !== undefined) deps.log.error({}, away);
  const outage = openOutage(deps);
  const clients: Redis[] = [];
  const connect = (options: RedisOptions): Redis => {
    const client = new Redis(url, options);
    client.on('error', (error) => outage.began(error));
    clients.push(client);
    return client;
  };
  const close = (): void => {
    outage.over();
    for (const client of clients) client.disconnect();
  };

  const commands = connect(impatient);
  commands.on('close', () => outage.began());
  if (away === undefined) await readyWithin(REACH_MS, commands);
  else
    commands.once('ready', () => {
      // What would have kept this server from starting can only be said by now.
      checkRedis(url).catch((error: unknown) => {
        deps.log.error({}, error instanceof StoreRefused ? error.message : 'Redis cannot be looked at');
      });
    });
  commands.on('ready', () => outage.ended());
  return { commands, outage, connect: () => connect(patient), close };
}

/** Resolves when it is, or when the time is over: then it goes on as when Redis is away. */
async function readyWithin(ms: number, client: Redis): Promise<void> {
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, ms);
    client.once('ready', () => {
      clearTimeout(late);
      resolve();
    });
  });
}

/** A connection on which a command hung is given up: what was sent behind it hangs too. */
export function giveUpIfHanging({ commands }: Pick<RedisLink, 'commands'>, error: unknown): void {
  if (error instanceof Error && error.message === 'Command timed out' && commands.status === 'ready')
    commands.disconnect(true);
}
