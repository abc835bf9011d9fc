import type { Clock } from '../clock';
import { giveUpIfHanging, type RedisLink } from '../queues/open-redis';
import { gapOf, localPace, noPace, SLACK_MS, type Pace } from './pace';

/** Redis may take this long; then this process keeps the rate by itself. */
const ASK_MS = 200;

/** `takePlace`, in one step for all processes, on Redis' own clock. Both times go by themselves when they are over. */
const takePlaceScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local gap, slack = tonumber(ARGV[1]), tonumber(ARGV[2])
local gate = tonumber(redis.call('GET', KEYS[1]) or '0')
local stop = tonumber(redis.call('GET', KEYS[2]) or '0')
local function keep(key, at)
  redis.call('SET', key, string.format('%.3f', at), 'PX', math.ceil(at - now) + 1000)
end
if gate <= now + slack and (ARGV[3] == '1' or stop <= now) then
  keep(KEYS[1], math.max(gate, now) + gap)
  return 0
end
stop = math.max(stop + gap, gate, now + 1)
keep(KEYS[2], stop)
return math.ceil(stop - now)
`;

/**
 * Keeps a rate over all processes that share a Redis. `rate-limiter-flexible` counts in whole seconds, which lets two
 * seconds' worth through around the turn of one; here messages are spaced out. Sending never stops because Redis is
 * away: then each process keeps the rate by itself.
 */
export function redisPace(
  deps: { readonly redis: RedisLink; readonly prefix: string; readonly clock: Clock },
  rate: number,
): Pace {
  if (rate === 0) return noPace;
  const { redis } = deps;
  const { commands } = redis;
  const alone = localPace(deps, rate);
  const keys = [`${deps.prefix}:pace:gate`, `${deps.prefix}:pace:line`] as const;
  return async (isBack) => {
    // Not even asked while it hangs: every message would wait for that.
    if (commands.status !== 'ready') return alone(isBack);
    const asked = commands
      .eval(takePlaceScript, 2, ...keys, gapOf(rate), SLACK_MS, isBack ? 1 : 0)
      .catch((error: unknown) => {
        redis.outage.began(error);
        giveUpIfHanging(redis, error);
      });
    let late: NodeJS.Timeout | undefined;
    const cap = new Promise<undefined>((resolve) => (late = setTimeout(() => resolve(undefined), ASK_MS)));
    try {
      const wait = await Promise.race([asked, cap]);
      return typeof wait === 'number' ? wait : await alone(isBack);
    } finally {
      clearTimeout(late);
    }
  };
}
