import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { intakes, onStage } from '../stage';
import { claims, type Row } from './row';

/** The queue comes back as it was some time ago: old jobs rise from the dead. */
export const row05: Row = {
  id: '5',
  title: 'Redis restored from an old AOF',
  profiles: ['service'],
  run: (lent) =>
    onStage(
      lent,
      { ownServers: true, processes: { web: 1, workers: 2 } },
      async ({ system, servers, standIn, folder, play, judge }) => {
        if (!servers) throw new Error('this row needs the service profile');
        const { redis } = servers;
        const [files, copy] = [join(redis.folder, 'redis'), join(folder, 'old-queue')];
        system.launch();
        await system.ready();
        const early = play(intakes(8), { thinkMs: () => lent.random(20, 200) });
        await standIn.simulator.until(() => standIn.simulator.sent().length > 40, lent.limit(30_000));
        // In the middle of things, so that jobs are waiting in it.
        await redis.kill();
        cpSync(files, copy, { recursive: true });
        await redis.restart();
        await Promise.all(early.map(({ done }) => done));
        const later = play(intakes(8), { thinkMs: () => lent.random(20, 200) });
        await Promise.all(later.map(({ done }) => done));
        await standIn.simulator.idle();
        const sentBefore = standIn.simulator.sent().length;
        await redis.stop();
        rmSync(files, { recursive: true });
        cpSync(copy, files, { recursive: true });
        await redis.restart();
        const last = play(intakes(2, 'gop-y'));
        await Promise.all(last.map(({ done }) => done));
        const judged = await judge();
        const psids = new Set(last.map(({ psid }) => psid));
        const more = standIn.simulator.sent().slice(sentBefore);
        const others = more.filter(({ psid }) => psid === undefined || !psids.has(psid)).length;
        return {
          done: `${sentBefore} calls before, the queue of the middle put back, ${more.length} calls after`,
          broken: [
            ...judged.broken,
            ...claims([others === 0, `${others} calls were made for conversations that were over`]),
          ],
        };
      },
    ),
};
