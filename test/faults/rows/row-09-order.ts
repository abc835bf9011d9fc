import { intakes, onStage, pause, type Lent, type Stage } from '../stage';
import { webhookWith, words } from '../webhook-items';
import { claims, type Row } from './row';

const BULK_CITIZENS = 50;
/** Two taps of one thumb. */
const PAIR_GAP_MS = 30;

/** Pairs at the same time and in reverse, several citizens' words in one POST, a thousand in one list. */
export const row09: Row = {
  id: '9',
  title: 'out of order, pairs, batches',
  profiles: ['embedded', 'service'],
  run: (lent) =>
    onStage(lent, {}, async (stage) => {
      const { system, standIn, play, judge } = stage;
      const { simulator } = standIn;
      system.launch();
      await system.ready();
      simulator.setSwitches({ batch: true });
      const played = play(intakes(lent.long ? 50 : 8, 'kien-nghi'));
      const pairs = await Promise.all(Array.from({ length: 50 }, (_, at) => pair(lent, stage, at % 2 === 1)));
      // Each of them is a turn, and an answer.
      const items = lent.long || lent.profile === 'embedded' ? 1_000 : 300;
      const bulk = await standIn.post(bulkOf(lent, stage, items));
      await Promise.all(played.map(({ done }) => done));
      const judged = await judge();
      const unanswered = pairs.filter(
        (psid) => !simulator.thread(psid).some(({ from }) => from === 'page'),
      ).length;
      return {
        done: `50 pairs within ${PAIR_GAP_MS} ms, half of them reversed; ${items} words in one list; ${played.length} intakes in batches`,
        broken: [
          ...judged.broken,
          ...claims(
            [bulk.status === 200, `a webhook with ${items} items was answered with ${bulk.status}`],
            [unanswered === 0, `${unanswered} of 50 citizens who sent a pair got no answer`],
          ),
        ],
      };
    }),
};

/** Two things said within a moment, by two requests; reversed, the later one arrives first. */
async function pair({ random }: Lent, { standIn, newStranger }: Stage, reversed: boolean): Promise<string> {
  const psid = newStranger();
  const at = Date.now();
  const both = [
    words(psid, `m_${psid}_1`, 'Xin chào', at),
    words(psid, `m_${psid}_2`, 'Gửi phản ánh', at + 7),
  ];
  const [first, second] = (reversed ? both.reverse() : both).map((item) => webhookWith([item]));
  const gap = random(0, PAIR_GAP_MS);
  await Promise.all([standIn.post(first ?? {}), pause(gap).then(() => standIn.post(second ?? {}))]);
  return psid;
}

/** A thousand items of fifty citizens in one list, in no order at all. */
function bulkOf({ random }: Lent, { newStranger }: Stage, amount: number): object {
  const psids = Array.from({ length: BULK_CITIZENS }, newStranger);
  const now = Date.now();
  const items: object[] = Array.from({ length: amount }, (_, at) => {
    const psid = psids[at % BULK_CITIZENS] ?? '';
    return words(psid, `m_${psid}_${at}`, `Điều thứ ${at}`, now - 60_000 + random(0, 50_000));
  });
  for (let at = items.length - 1; at > 0; at -= 1) {
    const other = random(0, at + 1);
    [items[at], items[other]] = [items[other] ?? {}, items[at] ?? {}];
  }
  return webhookWith(items);
}
