import type { Program } from '../program';
import { intakes, onStage } from '../stage';
import { claims, type Row } from './row';

const DRAIN_MS = 10_000;

/** Every process is stopped in order and started again, one after the other, while people talk. */
export const row03: Row = {
  id: '3',
  title: 'SIGTERM, rolling restart under load',
  profiles: ['service'],
  run: (lent) =>
    onStage(lent, {}, async ({ system, standIn, play, judge }) => {
      system.launch();
      await system.ready();
      const talking = play(intakes(12), { thinkMs: () => lent.random(100, 900), patienceMs: 120_000 });
      const drains: number[] = [];
      const codes: (number | null)[] = [];
      const restart = async (one: Program): Promise<void> => {
        const asked = Date.now();
        codes.push(await one.stop());
        drains.push(Date.now() - asked);
        one.launch();
        await one.ready();
      };
      for (let round = 0; round < (lent.long ? 10 : 1); round += 1) {
        for (const one of [...system.web, ...system.workers]) await restart(one);
      }
      await Promise.all(talking.map(({ done }) => done));
      await standIn.simulator.idle();
      // Before everything is stopped at once, as no deployment does.
      const bad = standIn.deliveries.filter(({ status }) => status !== 200).map(({ status }) => status);
      const met = [...new Set([...bad, ...(system.proxy?.failures() ?? [])])].join(', ');
      const webhooks = standIn.deliveries.length;
      const { broken } = await judge();
      const longest = Math.max(...drains);
      return {
        done: `${drains.length} restarts under ${webhooks} webhooks, longest drain ${longest} ms`,
        broken: [
          ...broken,
          ...claims(
            [bad.length === 0, `${bad.length} webhooks met an error or a closed door (${met})`],
            [longest <= lent.limit(DRAIN_MS), `a process took ${longest} ms to stop`],
            [codes.every((code) => code === 0), `processes ended with ${codes.join(', ')}`],
          ),
        ],
      };
    }),
};
