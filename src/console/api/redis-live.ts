import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { faultOf } from '../../fault-of';
import { liveNotice, type LiveNotice } from '../contract';
import type { Live } from './deps';
import { inProcessLive } from './in-process-live';

const parcel = z.object({ from: z.string(), notice: liveNotice });

/**
 * Live notices over all processes that share a Redis. A process tells its own pages at once and by itself, the others
 * by pub/sub; while Redis is away, theirs get lost, and the pages look for what is new by themselves.
 */
export function redisLive(deps: {
  readonly commands: Redis;
  /** A connection that does nothing else; it is closed with this. */
  readonly subscriber: Redis;
  readonly prefix: string;
  readonly log: { error(fields: object, message: string): void };
}): Live & { readonly close: () => void } {
  const { commands, subscriber, log } = deps;
  const own = randomUUID();
  const channel = `${deps.prefix}:live`;
  const here = inProcessLive();

  const tell = (notice: LiveNotice): void => {
    try {
      here.publish(notice);
    } catch (error) {
      log.error(faultOf(error), 'a live notice was not taken');
    }
  };
  subscriber.on('message', (_channel, text) => {
    const read = parcel.safeParse(parseJson(text));
    if (read.success && read.data.from !== own) tell(read.data.notice);
  });
  // Subscribed anew by itself whenever the connection is.
  subscriber.subscribe(channel).catch((error: unknown) => {
    if (subscriber.status !== 'end')
      log.error(faultOf(error), 'live notices of other processes do not arrive');
  });

  return {
    publish: (notice) => {
      tell(notice);
      commands.publish(channel, JSON.stringify({ from: own, notice })).catch(() => undefined);
    },
    subscribe: (listener) => here.subscribe(listener),
    close: () => subscriber.disconnect(),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
