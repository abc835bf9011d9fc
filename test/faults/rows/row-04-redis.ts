import Redis from 'ioredis';
import { chatterOf } from '../intakes';
import { restart } from '../program';
import { intakes, onStage, pause } from '../stage';
import { claims, META_WAITS_MS, quantile, type Row } from './row';

/** Nobody wakes a worker any more, so the sweeper has to; nobody may wait for longer than this (I5). */
const SWEPT_MS = 30_000;

/** The queue is stopped, hangs, is emptied, and runs out of memory, while people talk. */
export const row04: Row = {
  id: '4',
  title: 'Redis down, hanging, flushed, out of memory',
  profiles: ['service'],
  run: (lent) =>
    onStage(lent, { ownServers: true }, async ({ system, servers, standIn, play, judge }) => {
      if (!servers) throw new Error('this row needs the service profile');
      const { redis } = servers;
      system.launch();
      await system.ready();
      const faultMs = lent.long ? 60_000 : 2_500;
      const command = async (...words: readonly [string, ...string[]]): Promise<void> => {
        const client = new Redis(redis.url, { retryStrategy: () => null });
        await client.call(...words).finally(() => client.disconnect());
      };
      const faults: readonly (readonly [string, () => Promise<void>])[] = [
        ['well', () => pause(faultMs / 2)],
        [
          'down',
          async () => {
            await redis.kill();
            // They start without it.
            for (const one of [system.web[0], system.workers[0]]) if (one) await restart(one);
            await pause(faultMs);
            await redis.restart();
          },
        ],
        [
          'hanging',
          async () => {
            redis.pause();
            await pause(faultMs);
            redis.resume();
          },
        ],
        ['flushed', () => command('FLUSHALL')],
        [
          'out of memory',
          async () => {
            await command('CONFIG', 'SET', 'maxmemory', '1');
            await pause(faultMs);
            await command('CONFIG', 'SET', 'maxmemory', '0');
          },
        ],
      ];
      const acks: string[] = [];
      const broken: string[] = [];
      for (const [name, happen] of faults) {
        const from = standIn.deliveries.length;
        const talking = play(
          [...intakes(4, 'gop-y'), ...Array.from({ length: 8 }, (_, at) => chatterOf(at, 3))],
          { thinkMs: () => lent.random(50, 900) },
        );
        await happen();
        await Promise.all(talking.map(({ done }) => done));
        const during = standIn.deliveries.slice(from);
        const p99 = Math.round(
          quantile(
            during.map(({ ms }) => ms),
            0.99,
          ),
        );
        const longest = Math.max(...talking.map(({ longestWaitMs }) => longestWaitMs()));
        acks.push(`${name} ${p99} ms`);
        broken.push(
          ...claims(
            [p99 <= lent.limit(META_WAITS_MS), `${name}: webhooks were answered within ${p99} ms (p99)`],
            [longest <= lent.limit(SWEPT_MS), `${name}: somebody waited ${longest} ms for an answer`],
            [during.every(({ status }) => status === 200), `${name}: a webhook was not answered with 200`],
          ),
        );
      }
      const judged = await judge();
      return {
        done: `${faultMs} ms each; webhooks answered within (p99): ${acks.join(', ')}`,
        broken: [...broken, ...judged.broken],
      };
    }),
};
