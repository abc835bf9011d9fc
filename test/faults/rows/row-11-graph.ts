import type { Fault } from '../../../src/simulator/simulator';
import { HEAL_MS, intakes, onStage, pause } from '../stage';
import { claims, type Row } from './row';

/** What one citizen's messages meet, while nobody else's do. */
const faults: readonly (readonly [string, Omit<Fault, 'match'>])[] = [
  ['5xx', { times: 2, with: { status: 503, body: { error: { code: 2, message: 'temporary' } } } }],
  ['not even JSON', { times: 1, with: { status: 502, body: 'Bad gateway' } }],
  ['timeout', { times: 1, with: 'timeout' }],
  ['reset', { times: 1, with: 'reset' }],
  ['slow 10 s', { times: 1, delayMs: 10_000 }],
  ['slow 3 s', { times: 2, delayMs: 3_000 }],
  ['200, then lost', { times: 2, with: 'sent-but-lost' }],
];
/** Whoever has no fault of his own must not wait for those of others: behind the slowest he would wait longer. */
const UNTOUCHED_MS = 8_000;

/** Meta fails some citizens' messages in every way, then the whole line to Meta is spoilt. */
export const row11: Row = {
  id: '11',
  title: 'Graph API 5xx, timeout, reset, slow, lost answers',
  profiles: ['embedded', 'service'],
  run: (lent) =>
    onStage(lent, { processes: { web: 1, workers: 1 } }, async ({ system, standIn, play, judge }) => {
      const { simulator, graphLine } = standIn;
      system.launch();
      await system.ready();
      const hit = play(intakes(faults.length, 'gop-y'));
      for (const [at, [, fault]] of faults.entries()) {
        const psid = hit[at]?.psid;
        simulator.fail({ ...fault, match: (call) => call.psid === psid && call.metadata !== undefined });
      }
      const untouched = play(intakes(6, 'gop-y'), { thinkMs: () => lent.random(50, 500) });
      await Promise.all(untouched.map(({ done }) => done));
      const longest = Math.max(...untouched.map(({ longestWaitMs }) => longestWaitMs()));

      await Promise.all(hit.map(({ done }) => done));
      const onTheLine = play(intakes(6, 'phan-anh'), {
        thinkMs: () => lent.random(50, 400),
        patienceMs: 4 * HEAL_MS,
      });
      // The long one lasts over several sends of one message, of which none gets an answer.
      const faultMs = lent.long ? 15_000 : 1_500;
      for (const fault of ['refuse', 'reset', 'cut-answers', 'pass'] as const) {
        await graphLine.set(fault);
        if (fault !== 'pass') await pause(faultMs);
      }
      await Promise.all(onTheLine.map(({ done }) => done));
      const judged = await judge();
      return {
        done: `${faults.map(([name]) => name).join(', ')}; then the line refused, reset and cut for ${faultMs} ms each: ${graphLine.hits()} connections spoilt, ${simulator.sent().length} calls, ${judged.unanswered} sent again without an answer; the others waited ${longest} ms at most`,
        broken: [
          ...judged.broken,
          ...claims(
            [longest < lent.limit(UNTOUCHED_MS), `a citizen without a fault of his own waited ${longest} ms`],
            [graphLine.hits() > 0, 'no connection was spoilt'],
          ),
        ],
      };
    }),
};
