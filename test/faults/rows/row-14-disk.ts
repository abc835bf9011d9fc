import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fillUp, mountSmallDisk } from '../small-disk';
import { intakes, onStage, pause, within } from '../stage';
import { takeStoreAway } from '../store-away';
import { claims, type Row } from './row';

const MEGABYTES = 24;

/** The disk of the data folder is full: on the service profile that is where the spool is, so the database is away too. */
export const row14: Row = {
  id: '14',
  title: 'disk full',
  profiles: ['embedded', 'service'],
  run: async (lent) =>
    onStage(lent, { ownServers: true, processes: { web: 1, workers: 1 } }, async (stage) => {
      const { system, standIn, play, judge } = stage;
      const disks = system.web.map(({ dataDir }) => {
        mkdirSync(dataDir, { recursive: true });
        return mountSmallDisk(dataDir, MEGABYTES);
      });
      try {
        system.launch();
        await system.ready();
        const played = play(intakes(6, 'phan-anh'), { thinkMs: () => lent.random(50, 300) });
        await standIn.simulator.until(() => standIn.acknowledged.length > 10, lent.limit(30_000));
        const from = standIn.deliveries.length;
        const comeBack = stage.servers ? takeStoreAway(stage) : () => undefined;
        const free = system.web.map(({ dataDir }) => fillUp(join(dataDir, 'filler')));
        const refused = await within(lent.limit(10_000), () =>
          standIn.deliveries.slice(from).some(({ status }) => status === 503),
        );
        await pause(lent.long ? 30_000 : 2_000);
        const during = standIn.deliveries.slice(from);
        free.forEach((release) => release());
        comeBack();
        await Promise.all(played.map(({ done }) => done));
        const { broken } = await judge();
        const odd = during.filter(({ status }) => status !== 200 && status !== 503);
        return {
          done: `${MEGABYTES} MB, full under ${during.length} webhooks: ${during.filter(({ status }) => status === 503).length} answered with 503, none with a false 200`,
          broken: [
            ...broken,
            ...claims(
              [refused, 'no webhook was answered with 503 while the disk was full'],
              [
                odd.length === 0,
                `webhooks were answered with ${[...new Set(odd.map(({ status }) => status))].join()}`,
              ],
            ),
          ],
        };
      } finally {
        await system.kill();
        disks.forEach((unmount) => unmount());
      }
    }),
};
