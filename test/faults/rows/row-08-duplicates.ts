import type { Delivery } from '../stand-in';
import { intakes, onStage, type Stage } from '../stage';
import { webhookWith, words } from '../webhook-items';
import { claims, type Row } from './row';

const MOST_COPIES = 5;
const BESIDE_EACH_OTHER = 40;

/** All webhooks of the run come again and again, at once, after a restart, and with other addresses of files. */
export const row08: Row = {
  id: '8',
  title: 'duplicate delivery',
  profiles: ['embedded', 'service'],
  run: (lent) =>
    onStage(lent, {}, async (stage) => {
      const { system, standIn, play, newStranger, judge } = stage;
      const { simulator } = standIn;
      system.launch();
      await system.ready();
      const played = play(intakes(lent.long ? 24 : 6));
      const photographer = newStranger();
      const first = await standIn.post(photoFrom(photographer, 'https://anh.invalid/1?oh=a&oe=b'));
      await Promise.all(played.map(({ done }) => done));
      await simulator.idle();
      const sentBefore = simulator.sent().filter(({ metadata }) => metadata !== undefined);
      const day = [...standIn.deliveries];

      const again = await standIn.post(photoFrom(photographer, 'https://anh.invalid/1?oh=c&oe=d'), {
        aside: true,
      });
      const replayed = await replay(stage, day, () => lent.random(1, MOST_COPIES + 1));
      await system.stop();
      system.launch();
      await system.ready();
      const afterRestart = await replay(stage, [...day].reverse(), () => 1);

      const statuses = [first, again, ...replayed, ...afterRestart].map(({ status }) => status);
      const refused = statuses.filter((status) => status !== 200).length;
      const judged = await judge();
      const sentAfter = simulator.sent().filter(({ metadata }) => metadata !== undefined);
      const asked = sentAfter.length - sentBefore.filter(({ psid }) => psid !== photographer).length;
      const toPhotographer = sentAfter.filter(({ psid }) => psid === photographer).length;
      return {
        done: `${day.length} webhooks came ${replayed.length + afterRestart.length} times more`,
        broken: [
          ...judged.broken,
          ...claims(
            [refused === 0, `${refused} of ${statuses.length} copies were not answered with 200`],
            [asked === toPhotographer, `${asked - toPhotographer} messages more were sent after the copies`],
          ),
        ],
      };
    }),
};

/** The same in each copy, and so late that he may be answered. */
const SAID_AT = Date.now();

const photoFrom = (psid: string, url: string): object => {
  const message = { mid: `m_anh_${psid}`, attachments: [{ type: 'image', payload: { url } }] };
  return webhookWith([{ ...words(psid, message.mid, '', SAID_AT), message }]);
};

/** Each of them so many times at once, several beside each other. */
async function replay(
  { standIn }: Stage,
  webhooks: readonly Delivery[],
  copies: () => number,
): Promise<Delivery[]> {
  const outcomes: Delivery[] = [];
  for (let at = 0; at < webhooks.length; at += BESIDE_EACH_OTHER) {
    const posts = webhooks
      .slice(at, at + BESIDE_EACH_OTHER)
      .flatMap(({ body }) => Array.from({ length: copies() }, () => standIn.post(body, { aside: true })));
    outcomes.push(...(await Promise.all(posts)));
  }
  return outcomes;
}
