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

/** @throws StoreRefused when Redis cannot be reached or is not fit for wake-ups */
export async function openRedis(deps: { readonly log: QueueLog }, url: string): Promise<RedisLink> {
  await checkRedis(url);
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
  const isReady = await new Promise<boolean>((resolve) => {
    const late = setTimeout(() => resolve(false), REACH_MS);
    commands.once('ready', () => {
      clearTimeout(late);
      resolve(true);
    });
  });
  if (!isReady) {
    close();
    throw new StoreRefused(
      'REDIS_URL: Redis does not answer in time. Start it, then start this server again.',
    );
  }
  commands.on('ready', () => outage.ended());
  return { commands, outage, connect: () => connect(patient), close };
}

/** A connection on which a command hung is given up: what was sent behind it hangs too. */
export function giveUpIfHanging({ commands }: Pick<RedisLink, 'commands'>, error: unknown): void {
  if (error instanceof Error && error.message === 'Command timed out' && commands.status === 'ready')
    commands.disconnect(true);
}
