import { HEAL_MS, onStage, pause, type Stage } from '../stage';
import { webhookWith, words } from '../webhook-items';
import { claims, META_WAITS_MS, quantile, type Row } from './row';

const CITIZENS = 200;
const TICK_MS = 10;

/** Ten times the load of a busy hour, whether the program keeps up or not. */
export const row17: Row = {
  id: '17',
  title: 'burst',
  profiles: ['embedded', 'service'],
  alone: true,
  run(lent) {
    // A smaller one where other programs share the machine.
    const [rate, burstMs] = lent.long ? [500, 60_000] : [100, 5_000];
    const healMs = Math.max(2 * burstMs, HEAL_MS);
    return onStage(lent, { healMs }, async (stage) => {
      const { system, judge } = stage;
      system.launch();
      await system.ready();
      const psids = Array.from({ length: CITIZENS }, stage.newStranger);
      const began = Date.now();
      const posts = await pour(stage, { rate, burstMs, psids });
      const { broken, settledAt } = await judge();
      const drainedMs = settledAt - began - burstMs;
      const p99 = Math.round(
        quantile(
          posts.map(({ ms }) => ms),
          0.99,
        ),
      );
      const refused = posts.filter(({ status }) => status !== 200).length;
      return {
        done: `${rate}/s for ${burstMs / 1_000} s: ${posts.length} messages, answered within ${p99} ms (p99), worked off ${drainedMs} ms after the end`,
        broken: [
          ...broken,
          ...claims(
            [refused === 0, `${refused} webhooks were not answered with 200`],
            [p99 <= lent.limit(META_WAITS_MS), `webhooks were answered within ${p99} ms (p99)`],
            [drainedMs <= lent.limit(healMs), `I7: the backlog was worked off ${drainedMs} ms after the end`],
          ),
        ],
      };
    });
  },
};

/** At their times, not after each other: a program that falls behind gets no rest. */
async function pour(
  { standIn }: Stage,
  {
    rate,
    burstMs,
    psids,
  }: { readonly rate: number; readonly burstMs: number; readonly psids: readonly string[] },
) {
  const posts: ReturnType<typeof standIn.post>[] = [];
  const began = performance.now();
  while (performance.now() - began < burstMs) {
    const due = Math.floor(((performance.now() - began) / 1_000) * rate);
    while (posts.length < due) {
      const psid = psids[posts.length % psids.length] ?? '';
      const item = words(psid, `m_don_${posts.length}`, `Điều thứ ${posts.length}`, Date.now());
      posts.push(standIn.post(webhookWith([item])));
    }
    await pause(TICK_MS);
  }
  return Promise.all(posts);
}
