import { intakes, onStage, pause, within, type Lent } from '../stage';
import { claims, type Row, type Verdict } from './row';

/** Longer than a lease, so that whoever hangs has lost what he held. */
const HANG_MS = 6_000;

/** A process stands still in the middle of a turn, and goes on later as if nothing had been. */
export const row16: Row = {
  id: '16',
  title: 'hung worker, fenced',
  profiles: ['embedded', 'service'],
  run: (lent) => (lent.profile === 'embedded' ? hangAlone(lent) : hangBesideAnother(lent)),
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

/** It stands right before it commits a turn; the other one takes the conversation over, and the late write is refused. */
const hangBesideAnother = (lent: Lent): Promise<Verdict> =>
  onStage(lent, { processes: { web: 1, workers: 2 } }, async ({ system, play, judge }) => {
    const [hung, other] = system.workers;
    if (!hung || !other) throw new Error('there are not two workers');
    system.web.forEach((web) => web.launch());
    hung.launch('turn.beforeCommit:hang');
    other.launch();
    await system.ready();
    const played = play(intakes(6, 'phan-anh'), { thinkMs: () => lent.random(20, 200) });
    await Promise.all(played.map(({ done }) => done));
    const longest = Math.max(...played.map(({ longestWaitMs }) => longestWaitMs()));
    hung.resume();
    const fenced = await within(lent.limit(10_000), () =>
      hung.output().includes('another worker has taken over'),
    );
    const { broken } = await judge();
    return {
      done: `stood still before a commit until all were answered; longest wait ${longest} ms`,
      broken: [...broken, ...claims([fenced, 'its late write was not refused, or it never stood still'])],
    };
  });
