import { intakes, onStage, pause, within, type Lent } from '../stage';
import { claims, type Row, type Verdict } from './row';

/** Longer than a lease, so that whoever hangs has lost what he held. */
const HANG_MS = 6_000;

/** A process stands still in the middle of a turn, and goes on later as if nothing had been. */
export const row16: Row = {
  id: '16',
  title: 'hung worker, fenced',
  profiles: ['embedded', 'service'],
  async run(lent) {
    if (lent.profile === 'embedded') return hangAlone(lent);
    const verdicts = [
      await hangBesideAnother(lent, 'turn.beforeCommit'),
      await hangBesideAnother(lent, 'turn.afterCommit'),
    ];
    return {
      done: verdicts.map(({ done }) => done).join('; '),
      broken: verdicts.flatMap(({ broken }) => broken),
    };
  },
};

/** Nobody takes over; Meta's webhooks time out and come again. */
const hangAlone = (lent: Lent): Promise<Verdict> =>
  onStage(lent, {}, async ({ system, standIn, play, judge }) => {
    const [program] = system.processes;
    if (!program) throw new Error('there is no program');
    system.launch();
    await system.ready();
    const played = play(intakes(8), { thinkMs: () => lent.random(50, 600) });
    const hangs = lent.long ? 20 : 2;
    for (let hang = 0; hang < hangs; hang += 1) {
      await pause(lent.random(200, 900));
      program.pause();
      await pause(HANG_MS);
      program.resume();
    }
    await Promise.all(played.map(({ done }) => done));
    const { broken } = await judge();
    return {
      done: `stood still ${hangs} times for ${HANG_MS / 1_000} s, ${standIn.deliveries.length} webhooks`,
      broken,
    };
  });

/**
 * It stands right before or after it commits a turn, and the other one takes the conversation over. The late commit is
 * refused; what a commit left to do, and is done late, undoes nothing.
 */
const hangBesideAnother = (lent: Lent, point: 'turn.beforeCommit' | 'turn.afterCommit'): Promise<Verdict> =>
  onStage(lent, { processes: { web: 1, workers: 2 } }, async ({ system, play, judge }) => {
    const [hung, other] = system.workers;
    if (!hung || !other) throw new Error('there are not two workers');
    system.web.forEach((web) => web.launch());
    hung.launch(`${point}:hang`);
    other.launch();
    await system.ready();
    const played = play(intakes(6, 'phan-anh'), { thinkMs: () => lent.random(20, 200) });
    await Promise.all(played.map(({ done }) => done));
    const longest = Math.max(...played.map(({ longestWaitMs }) => longestWaitMs()));
    hung.resume();
    const isRefused = () => hung.output().includes('another worker has taken over');
    const fenced = point === 'turn.afterCommit' || (await within(lent.limit(10_000), isRefused));
    const { broken } = await judge();
    return {
      done: `stood still at ${point} until all were answered; longest wait ${longest} ms`,
      broken: [...broken, ...claims([fenced, 'its late write was not refused, or it never stood still'])],
    };
  });
