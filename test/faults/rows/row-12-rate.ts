import type { Simulator } from '../../../src/simulator/simulator';
import { chatterOf } from '../intakes';
import { onStage, type Lent } from '../stage';
import { claims, type Row } from './row';

/** From here on Meta's own inbox stops working for the page. */
const MOST_A_SECOND = 40;
const OWN_RATE = 30;
const LOW_LIMIT = 8;
const MESSAGES = 4;

/** Meta allows 40 messages a second: once the program keeps below by itself, once it is told so and has to yield. */
export const row12: Row = {
  id: '12',
  title: 'Graph API rate limit',
  profiles: ['embedded', 'service'],
  alone: true,
  async run(lent) {
    const citizens = lent.long ? 300 : 40;
    const [kept, yielded] = await Promise.all([
      talk(lent, { citizens, rate: String(OWN_RATE), limit: MOST_A_SECOND }),
      // So low that a busy machine reaches it too.
      talk(lent, { citizens: Math.ceil(citizens / 4), rate: '0', limit: LOW_LIMIT }),
    ]);
    return {
      done: `at a rate of ${OWN_RATE}/s: ${kept.calls} messages, most in a second ${kept.most}; without one: ${yielded.refused} of ${yielded.calls} refused, then all sent`,
      broken: [
        ...kept.broken,
        ...yielded.broken,
        ...claims(
          [
            kept.refused === 0,
            `${kept.refused} messages were refused though the rate was set to ${OWN_RATE}`,
          ],
          [kept.most <= MOST_A_SECOND, `${kept.most} messages were sent in one second`],
          [yielded.refused > 0, 'the limit was never reached, so nothing was tested'],
        ),
      ],
    };
  },
};

type Talked = { calls: number; refused: number; most: number; broken: readonly string[] };

type Talk = { readonly citizens: number; readonly rate: string; readonly limit: number };

const talk = (lent: Lent, { citizens, rate, limit }: Talk): Promise<Talked> =>
  onStage(
    lent,
    { env: { SEND_RATE: rate }, processes: { web: 1, workers: 2 } },
    async ({ system, standIn, play, judge }) => {
      const { simulator } = standIn;
      const enforced = enforce(simulator, limit);
      system.launch();
      await system.ready();
      const played = play(
        Array.from({ length: citizens }, (_, at) => chatterOf(at + 1, MESSAGES)),
        { patienceMs: 120_000 },
      );
      await Promise.all(played.map(({ done }) => done));
      const { broken } = await judge();
      const sent = simulator.sent().filter(({ metadata }) => metadata !== undefined);
      const refused = sent.filter(({ error }) => error?.code === 4).length;
      return { calls: sent.length, refused, most: enforced.most(), broken };
    },
  );

/** Refuses, as Meta does, what goes beyond the limit in any second. */
function enforce(simulator: Simulator, limit: number): { readonly most: () => number } {
  const taken: number[] = [];
  let most = 0;
  simulator.fail({
    times: Infinity,
    with: { status: 400, body: { error: { code: 4, message: '(#4) Application request limit reached' } } },
    match({ metadata, at }) {
      if (metadata === undefined) return false;
      while (taken[0] !== undefined && taken[0] <= at - 1_000) taken.shift();
      most = Math.max(most, taken.length + 1);
      if (taken.length >= limit) return true;
      taken.push(at);
      return false;
    },
  });
  return { most: () => most };
}
