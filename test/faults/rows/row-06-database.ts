import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareProgram, restart } from '../program';
import { intakes, onStage, pause, within, type Lent, type Stage } from '../stage';
import { claims, META_WAITS_MS, quantile, type Row } from './row';

/**
 * The database is killed and stays away for a while, in which a web process is restarted: everything goes into the
 * spool, and comes back in order.
 */
export const row06: Row = {
  id: '6',
  title: 'MongoDB down, then back; spool',
  profiles: ['service'],
  run: (lent) =>
    onStage(lent, { ownServers: true }, async (stage) => {
      const { system, servers, standIn, play, newStranger, judge } = stage;
      if (!servers) throw new Error('this row needs the service profile');
      system.launch();
      await system.ready();
      const talking = play(intakes(8), { thinkMs: () => lent.random(50, 400), patienceMs: 240_000 });
      await standIn.simulator.until(() => standIn.simulator.sent().length > 20, lent.limit(30_000));
      const awayMs = lent.long ? 120_000 : 8_000;
      const from = standIn.deliveries.length;
      await servers.mongo.kill();
      // Nobody answers them meanwhile; whatever they say must be in the transcript, in its order.
      const strangers = Array.from({ length: 20 }, newStranger);
      const [first] = system.web;
      for (let word = 0; word < 4; word += 1) {
        for (const psid of strangers) standIn.simulator.say(psid, `Điều thứ ${word} của tôi`);
        // A process that starts without its database takes in what comes all the same.
        if (word === 1 && first) await restart(first);
        await pause(awayMs / 4);
      }
      const during = standIn.deliveries.slice(from);
      const back = Date.now();
      await servers.mongo.restart();
      await Promise.all(talking.map(({ done }) => done));
      const healedMs = Date.now() - back;
      const judged = await judge(1);
      const p99 = Math.round(
        quantile(
          during.map(({ ms }) => ms),
          0.99,
        ),
      );
      const refused = during.filter(({ status }) => status !== 200).length;
      return {
        done: `away for ${awayMs / 1_000} s under ${during.length} webhooks, answered within ${p99} ms (p99); everybody was answered ${healedMs} ms after it was back; ${judged.resends} sent again`,
        broken: [
          ...judged.broken,
          ...(await startsWithoutSpool(lent, stage)),
          ...claims(
            [during.length > 20, `only ${during.length} webhooks came while it was away`],
            [refused === 0, `${refused} of ${during.length} webhooks were not answered with 200`],
            [p99 <= lent.limit(META_WAITS_MS), `webhooks were answered within ${p99} ms (p99)`],
          ),
        ],
      };
    }),
};

/** A web process whose spool cannot be written says so at the start, not in the first outage. */
async function startsWithoutSpool(lent: Lent, { system, folder, standIn }: Stage): Promise<string[]> {
  const dataDir = join(folder, 'no-spool');
  mkdirSync(dataDir);
  writeFileSync(join(dataDir, 'spool'), 'a file where a folder should be');
  const [web] = system.web;
  const program = await prepareProgram({
    name: 'no-spool-web',
    folder,
    graphUrl: standIn.graphUrl,
    env: { ...web?.env, DATA_DIR: dataDir },
  });
  program.launch();
  const ended = await within(lent.limit(10_000), () => !program.isRunning());
  await program.kill();
  return claims(
    [ended, 'a web process started although its spool cannot be written'],
    [program.output().includes(dataDir), 'the refusal to start does not name the folder'],
  );
}
