import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Program } from '../program';
import { intakes, onStage } from '../stage';
import { claims, type Row } from './row';

const COMMAND_MS = 60_000;
const cli = join(__dirname, '../../../dist/src/cli.js');

/** A backup of the middle of the day goes into an empty place, and Meta delivers the whole day again. */
export const row19: Row = {
  id: '19',
  title: 'restore from backup, then all webhooks again',
  profiles: ['embedded', 'service'],
  run: (lent) =>
    onStage(lent, { processes: { web: 1, workers: 1 } }, async (stage) => {
      const { system, standIn, folder, play, judge } = stage;
      const { simulator } = standIn;
      system.launch();
      await system.ready();
      const early = play(intakes(6));
      await Promise.all(early.map(({ done }) => done));
      await simulator.idle();
      const backups = join(folder, 'backups');
      const [first] = system.processes;
      if (!first) throw new Error('there is no program');
      const sentBefore = new Set(simulator.sent().flatMap(({ metadata }) => metadata ?? []));
      // In the middle of it, while some of their messages wait and some are on their way.
      const later = play(intakes(3, 'gop-y'), { thinkMs: () => lent.random(20, 200) });
      await simulator.until(() => simulator.sent().length > sentBefore.size + 3, lent.limit(30_000));
      const backedUp = await runCommand(first, ['backup', backups]);
      await Promise.all(later.map(({ done }) => done));
      await simulator.idle();
      await system.stop();
      const sentSince =
        new Set(simulator.sent().flatMap(({ metadata }) => metadata ?? [])).size - sentBefore.size;

      const place = await stage.elsewhere();
      const [anew] = place.processes;
      const restored = anew
        ? await runCommand(anew, ['restore', ...backupIn(backups)])
        : 'there is no program';
      const day = [...standIn.deliveries];
      const at = Date.now();
      standIn.deliverTo(place.door);
      place.launch();
      await place.ready();
      const statuses: number[] = [];
      for (const { body } of day) statuses.push((await standIn.post(body, { aside: true })).status);
      // What the backup does not know for certain is answered once more; of everything else nothing may be.
      const judged = await judge(sentSince, { system: place, at });
      const refused = statuses.filter((status) => status !== 200).length;
      const doubled = simulator
        .sent()
        .filter(({ metadata }) => metadata !== undefined && sentBefore.has(metadata)).length;
      return {
        done: `${day.length} webhooks again after the restore; ${judged.resends} of the ${sentSince} messages since the backup were sent again`,
        broken: [
          ...judged.broken,
          ...claims(
            [backedUp === '', `the backup failed: ${backedUp}`],
            [restored === '', `the restore failed: ${restored}`],
            [refused === 0, `${refused} webhooks were not answered with 200`],
            [doubled === sentBefore.size, 'messages from before the backup were sent again'],
          ),
        ],
      };
    }),
};

/** The one backup, and its keys, which lie beside it. */
function backupIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const backup = entries.find((entry) => entry.isDirectory());
  const keys = entries.find((entry) => entry.isFile());
  if (!backup) throw new Error('the backup command made no folder');
  return [join(folder, backup.name), ...(keys ? ['--keys', join(folder, keys.name)] : [])];
}

/** Beside everything else: the stand-in has to go on answering. @returns what it said if it failed */
const runCommand = ({ env }: Program, argv: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [cli, ...argv],
      { env: { ...env }, timeout: COMMAND_MS },
      (error, stdout, stderr) => resolve(error ? `${stderr}${stdout}`.slice(-600) || error.message : ''),
    );
  });
