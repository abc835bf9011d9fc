import { crashPoints } from '../crash-points';
import { intakes, onStage, type Lent } from '../stage';
import { allOf, dieAt, killAtRandom, sumUp, type Killed } from './row-01-killed';
import { claims, type Row } from './row';

/** After a death the other worker must have taken over by then. */
const TAKE_OVER_MS = 15_000;

/** A worker is killed: at each of its named points, at any moment, and once for good. */
export const row02: Row = {
  id: '2',
  title: 'kill -9 of a worker',
  profiles: ['service'],
  async run(lent) {
    const all = crashPoints().filter((point) => /^(turn|deliver|case)\./.test(point));
    // Before and after each of the three things that must happen once: commit, send, open a case.
    const points = lent.long ? all : all.filter((point) => /Commit|Send|case\.after/.test(point));
    const kills = lent.kills ?? (lent.long ? 100 : 8);
    const taken: number[] = [];
    const killed = await allOf<Killed[]>([
      killAtRandom(lent, kills, ({ system }) => system.workers),
      ...points
        .filter(() => lent.long)
        .map(async (point) => [await dieAt(lent, point, 3, ({ system }) => system.workers[0])]),
      ...points.map(async (point) => [await dieForGood(lent, point, taken)]),
    ]);
    const verdict = sumUp(killed.flat(), `${points.length} points, ${kills} kills at random`);
    return { ...verdict, done: `${verdict.done}; longest take-over ${Math.max(...taken)} ms` };
  },
};

/** The first worker dies at the point and stays away; nobody may wait longer than the take-over takes. */
function dieForGood(lent: Lent, point: string, taken: number[]): Promise<Killed> {
  return onStage(lent, { processes: { web: 1, workers: 2 } }, async ({ system, standIn, play, judge }) => {
    const [victim, other] = system.workers;
    if (!victim || !other) throw new Error('there are not two workers');
    for (const web of system.web) web.launch();
    victim.launch(point);
    await Promise.all([...system.web, victim].map((one) => one.ready()));
    other.launch();
    await other.ready();
    const played = play(intakes(4, 'phan-anh'), { thinkMs: () => lent.random(20, 200) });
    const died = await victim.died(lent.limit(TAKE_OVER_MS * 2));
    await Promise.all(played.map(({ done }) => done));
    const longest = Math.max(...played.map(({ longestWaitMs }) => longestWaitMs()));
    taken.push(longest);
    const { broken, resends } = await judge(1);
    return {
      kills: 1,
      resends,
      messages: standIn.simulator.sent().length,
      broken: [
        ...broken,
        ...claims(
          [died, 'the worker never came there'],
          [
            longest <= lent.limit(limitAt(point)),
            `somebody waited ${longest} ms until the other worker had taken over`,
          ],
        ),
      ].map((sentence) => `${point}: ${sentence}`),
    };
  });
}

/** Whether a message that was claimed went out only its echo can tell, so there the echo is waited for first. */
const ECHO_MS = 15_000;
const limitAt = (point: string): number =>
  point === 'deliver.beforeSend' ? TAKE_OVER_MS + ECHO_MS : TAKE_OVER_MS;
