import { crashPoints } from '../crash-points';
import type { Program } from '../program';
import { HEAL_MS, intakes, onStage, pause, within, type Lent, type Stage } from '../stage';
import { takeStoreAway } from '../store-away';
import { claims, type Row, type Verdict } from './row';

/** So many messages of a citizen into an intake, it is far from both ends. */
const MIDDLE = 5;
const CITIZENS = 16;
const KILLS_A_STAGE = 50;
/** A death and the start after it take no longer. */
const MOST_KILL_MS = 5_000;
/** While one waits for a process that starts, or to be healed, the other one kills. */
const STAGES_AT_ONCE = 2;

/** The process that takes webhooks in is killed: at each of its named points, then at any moment. */
export const row01: Row = {
  id: '1',
  title: 'kill -9 of the web process',
  profiles: ['embedded', 'service'],
  async run(lent) {
    const all = crashPoints();
    const spooling = all.filter(isSpooling);
    const own = lent.profile === 'embedded' ? all : all.filter((point) => point.startsWith('inbox.'));
    const points = own.filter((point) => !isSpooling(point));
    const kills = lent.kills ?? (lent.long ? 500 : 16);
    // Side by side: most of the time a system waits for echoes and leases.
    const killed = await allOf<Killed | Killed[]>([
      // In the long run any process of the profile; in the short one row 2 has the workers.
      killAtRandom(lent, kills, ({ system }) => (lent.long ? system.processes : system.web)),
      ...points.map((point) => dieAt(lent, point, 2, ({ system }) => system.web[0])),
      ...spooling.map((point) => dieWhileSpooling(lent, point)),
      // With one citizen it is the same message that is hit twice, before it ever got out.
      ...(lent.profile === 'embedded'
        ? [dieAt(lent, 'deliver.beforeSend', 1, ({ system }) => system.web[0])]
        : []),
    ]);
    return sumUp(killed.flat(), `${points.length + spooling.length} points, ${kills} kills at random`);
  },
};

/** All of them to their end, and only then the first failure: none may go on when its row is over. */
export async function allOf<T>(runs: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(runs);
  return settled.map((one) => {
    if (one.status === 'rejected') throw one.reason;
    return one.value;
  });
}

/** Points that are come to only while the store is away. */
const isSpooling = (point: string): boolean => /spool/i.test(point);

export type Killed = {
  readonly kills: number;
  readonly messages: number;
  readonly resends: number;
  readonly broken: readonly string[];
};

export function sumUp(all: readonly Killed[], what: string): Verdict {
  const total = (of: (one: Killed) => number): number => all.reduce((sum, one) => sum + of(one), 0);
  const [kills, messages, resends] = [
    total((one) => one.kills),
    total((one) => one.messages),
    total((one) => one.resends),
  ];
  return {
    done: `${what}: ${kills} kills, ${messages} messages, ${resends} sent again after a kill`,
    broken: all.flatMap(({ broken }) => broken),
  };
}

/** Dies at the point; in the long run again while it mends that, and once more in the middle of the intakes. */
export function dieAt(
  lent: Lent,
  point: string,
  citizens: number,
  victimOf: (stage: Stage) => Program | undefined,
): Promise<Killed> {
  return onStage(lent, { processes: { web: 1, workers: 1 } }, async (stage) => {
    const { system, standIn, play, judge } = stage;
    const victim = victimOf(stage);
    if (!victim) throw new Error('there is nothing to kill');
    const broken: string[] = [];
    const die = async (): Promise<void> => {
      victim.launch(point);
      if (!(await victim.died(lent.limit(2 * HEAL_MS))))
        throw new Error(`${point}: the program never came there`);
    };
    const said = (): number =>
      Math.max(
        ...played.map(
          ({ psid }) => standIn.simulator.thread(psid).filter(({ from }) => from === 'citizen').length,
        ),
      );
    for (const one of system.processes) if (one !== victim) one.launch();
    const played = play(intakes(citizens, 'phan-anh'));
    await die();
    let kills = 1;
    if (lent.long || citizens === 1) {
      await die();
      kills += 1;
    }
    victim.launch();
    if (lent.long && said() < MIDDLE && citizens > 1) {
      await standIn.simulator.until(() => said() >= MIDDLE, lent.limit(HEAL_MS));
      // One that is just starting would not hear that it should stop.
      await victim.ready();
      if ((await victim.stop()) !== 0) broken.push('it did not stop in order');
      // Another process may have brought the first ones to their end meanwhile.
      played.push(...play(intakes(citizens, 'phan-anh')));
      await die();
      kills += 1;
      victim.launch();
    }
    await Promise.all(played.map(({ done }) => done));
    const judged = await judge(kills);
    const messages = standIn.simulator.sent().length;
    return {
      kills,
      messages,
      resends: judged.resends,
      broken: [...broken, ...judged.broken].map((sentence) => `${point}: ${sentence}`),
    };
  });
}

/** Dies with events in the spool: as the first were kept there, or as they were taken into the store. */
function dieWhileSpooling(lent: Lent, point: string): Promise<Killed> {
  return onStage(lent, { ownServers: true, processes: { web: 1, workers: 1 } }, async (stage) => {
    const { system, standIn, play, judge } = stage;
    const [victim] = system.web;
    if (!victim) throw new Error('there is nothing to kill');
    victim.launch(point);
    for (const worker of system.workers) if (worker !== victim) worker.launch();
    await victim.ready();
    const comeBack = takeStoreAway(stage);
    const played = play(intakes(3, 'gop-y'));
    const came = await within(
      lent.limit(HEAL_MS),
      () => standIn.acknowledged.length > 0 || !victim.isRunning(),
    );
    comeBack();
    const broken = claims(
      [came, 'nothing was taken in while the store was away'],
      [await victim.died(lent.limit(HEAL_MS)), 'the program never came there'],
    );
    for (const one of system.web) one.launch();
    await Promise.all(played.map(({ done }) => done));
    const judged = await judge(1);
    return {
      kills: 1,
      messages: standIn.simulator.sent().length,
      resends: judged.resends,
      broken: [...broken, ...judged.broken].map((sentence) => `${point}: ${sentence}`),
    };
  });
}

/** Kills one of them again and again, at any moment of its life, while people talk. */
export async function killAtRandom(
  lent: Lent,
  kills: number,
  victimsOf: (stage: Stage) => readonly Program[],
): Promise<Killed[]> {
  const outcomes: Killed[] = [];
  let left = kills;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      const here = Math.min(left, KILLS_A_STAGE);
      left -= here;
      outcomes.push(await killOnOneStage(lent, here, CITIZENS, victimsOf));
      done += here;
      if (kills > KILLS_A_STAGE) lent.progress(`${done} of ${kills} kills at random`);
    }
  };
  await allOf(Array.from({ length: STAGES_AT_ONCE }, lane));
  return outcomes;
}

export function killOnOneStage(
  lent: Lent,
  kills: number,
  citizens: number,
  victimsOf: (stage: Stage) => readonly Program[],
): Promise<Killed> {
  const { random } = lent;
  return onStage(lent, { processes: { web: 1, workers: 1 } }, async (stage) => {
    const { system, standIn, play, judge } = stage;
    const victims = victimsOf(stage);
    system.launch();
    await system.ready();
    const played = play(intakes(citizens), {
      thinkMs: () => random(50, kills * 80),
      // As long as it is killed nobody can say when an answer comes; once that is over it is measured below.
      patienceMs: 4 * HEAL_MS + kills * MOST_KILL_MS,
    });
    for (let kill = 0; kill < kills; kill += 1) {
      const victim = victims[random(0, victims.length)];
      // Now and then while it starts; else soon after, when all that has piled up comes in at once.
      if (random(0, 5) > 0) await victim?.ready();
      await pause(random(5, 450));
      await victim?.kill();
      victim?.launch();
    }
    const lastKill = Date.now();
    await Promise.all(played.map(({ answered }) => answered()));
    const healed = Date.now() - lastKill;
    await Promise.all(played.map(({ done }) => done));
    const { broken, resends } = await judge(kills);
    const late =
      healed > lent.limit(HEAL_MS) ? [`I5: it took ${healed} ms until everybody was answered`] : [];
    return { kills, resends, messages: standIn.simulator.sent().length, broken: [...broken, ...late] };
  });
}
