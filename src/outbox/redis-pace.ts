import type { Clock } from '../clock';
import { giveUpIfHanging, type RedisLink } from '../queues/open-redis';
import { BRAKE_MS, type Brake } from './brake-for';
import { gapOf, localPace, noPace, SLACK_MS, type BrakedPace } from './pace';

/** Redis may take this long; then this process keeps the rate by itself. */
const ASK_MS = 200;

/** `takePlace`, in one step for all processes, on Redis' own clock. Both times go by themselves when they are over. */
const takePlaceScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local gap = tonumber(ARGV[1]) * tonumber(redis.call('GET', KEYS[3]) or '1')
local slack = tonumber(ARGV[2])
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

/** The same brake for all processes; both keys go by themselves when they are over. */
const brakeScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local stop = tonumber(ARGV[2])
redis.call('SET', KEYS[3], ARGV[1], 'PX', stop + tonumber(ARGV[3]))
if stop > 0 then
  local gate = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now + stop)
  redis.call('SET', KEYS[1], string.format('%.3f', gate), 'PX', math.ceil(gate - now) + 1000)
end
`;

/**
 * Keeps a rate over all processes that share a Redis. `rate-limiter-flexible` counts in whole seconds, which lets two
 * seconds' worth through around the turn of one; here messages are spaced out. Sending never stops because Redis is
 * away: then each process keeps the rate by itself.
 */
export function redisPace(
  deps: { readonly redis: RedisLink; readonly prefix: string; readonly clock: Clock },
  rate: number,
): BrakedPace {
  if (rate === 0) return noPace;
  const { redis } = deps;
  const { commands } = redis;
  const alone = localPace(deps, rate);
  const keys = ['gate', 'line', 'brake'].map((name) => `${deps.prefix}:pace:${name}`);
  const pace = async (isBack: boolean): Promise<number> => {
    // Not even asked while it hangs: every message would wait for that.
    if (commands.status !== 'ready') return alone(isBack);
    const asked = commands
      .eval(takePlaceScript, 3, ...keys, gapOf(rate), SLACK_MS, isBack ? 1 : 0)
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
  return Object.assign(pace, {
    async brake(brake: Brake) {
      await alone.brake(brake);
      if (commands.status !== 'ready') return;
      const { factor, stopMs } = brake;
      await commands
        .eval(brakeScript, 3, ...keys, factor, Math.ceil(stopMs), BRAKE_MS)
        .catch((error: unknown) => redis.outage.began(error));
    },
  });
}
