import { poisonOf } from '../poison';
import { feelPulse } from '../pulse';
import { intakes, onStage, pause } from '../stage';
import { webhookWith } from '../webhook-items';
import { claims, META_WAITS_MS, type Row } from './row';

const MOST_BY_ONE = 15;

const sentBy = (id: string, item: object): object => ({
  ...item,
  sender: { ...('sender' in item && typeof item.sender === 'object' ? item.sender : {}), id },
});

const MOST_POSTS = 20;

/** As Meta does: who is told that it failed comes again. What is at fault itself fails each time. */
async function insist(post: () => Promise<{ readonly status: number }>): Promise<number> {
  for (let posts = 1; ; posts += 1) {
    const { status } = await post();
    if (status < 500 || posts === MOST_POSTS) return status;
    await pause(500);
  }
}

/** Bodies and words that were made to break something, in the middle of other people's intakes. */
export const row15: Row = {
  id: '15',
  title: 'poison messages',
  profiles: ['embedded', 'service'],
  run: (lent) =>
    onStage(
      lent,
      { processes: { web: 1, workers: 1 } },
      async ({ system, standIn, play, newStranger, judge }) => {
        system.launch();
        await system.ready();
        const played = play(intakes(4, 'phan-anh'), { thinkMs: () => lent.random(50, 300) });
        const pulses = system.processes.map(({ port }) => feelPulse(port));
        const psid = newStranger();
        const { items: made, bodies } = poisonOf(psid, lent.random, lent.long ? 2_000 : 150);
        // Of whoever sends very many in a minute the later ones are only kept.
        const others = Array.from({ length: Math.floor(made.length / MOST_BY_ONE) }, newStranger);
        const senders = [psid, ...others];
        const items = made.map((item, at) => sentBy(senders[Math.floor(at / MOST_BY_ONE)] ?? psid, item));
        const statuses: number[] = [];
        // One after the other: each must leave the conversation fit for the next.
        for (const item of items) statuses.push(await insist(() => standIn.post(webhookWith([item]))));
        for (const body of bodies) statuses.push(await insist(() => standIn.post(body, { aside: true })));
        await Promise.all(played.map(({ done }) => done));
        // He himself goes on as if nothing had been.
        standIn.simulator.say(psid, 'Chào');
        const blocked = Math.max(...(await Promise.all(pulses.map((stop) => stop()))));
        const judged = await judge();
        const refused = statuses.slice(0, items.length).filter((status) => status !== 200).length;
        const failed = statuses.filter((status) => status >= 500).length;
        const answered = standIn.simulator.thread(psid).at(-1)?.from === 'page';
        return {
          done: `${items.length} poisoned messages and ${bodies.length} poisoned bodies; the door answered within ${Math.round(blocked)} ms at worst`,
          broken: [
            ...judged.broken,
            ...claims(
              [refused === 0, `${refused} poisoned messages of a citizen were not taken in`],
              [
                failed === 0,
                `${failed} poisoned bodies were answered with a server's error, so Meta sends them for ever`,
              ],
              [answered, 'the citizen who sent them gets no answer any more'],
              [
                blocked < lent.limit(META_WAITS_MS),
                `the event loop was held up for ${Math.round(blocked)} ms`,
              ],
            ),
          ],
        };
      },
    ),
};
