import { intakes, onStage, pause, within } from '../stage';
import { webhookWith, words } from '../webhook-items';
import { claims, type Row } from './row';

const ALARM_MS = 60_000;

/** The page's token is withdrawn for a while; one citizen blocked the page, another's last word is too old. */
export const row13: Row = {
  id: '13',
  title: 'token revoked, page blocked, window closed',
  profiles: ['embedded', 'service'],
  run: (lent) =>
    onStage(
      lent,
      { processes: { web: 1, workers: 1 } },
      async ({ system, standIn, play, newStranger, judge }) => {
        const { simulator } = standIn;
        system.launch();
        await system.ready();
        const blocked = newStranger();
        const late = newStranger();
        const refuse = (psid: string, error: object) =>
          simulator.fail({
            times: Infinity,
            with: { status: 400, body: { error } },
            match: (call) => call.psid === psid && call.metadata !== undefined,
          });
        refuse(blocked, { code: 551, message: 'This person is not available' });
        refuse(late, { code: 10, error_subcode: 2_018_278, message: 'Outside of the allowed window' });
        simulator.say(blocked, 'Xin chào');
        simulator.say(late, 'Xin chào');

        const played = play(intakes(6, 'gop-y'), {
          thinkMs: () => lent.random(100, 600),
          patienceMs: 120_000,
        });
        await simulator.until(() => simulator.sent().some(({ metadata }) => metadata !== undefined));
        await pause(500);
        simulator.setSwitches({ tokenExpired: true });
        const revokedAt = Date.now();
        const alarmed = await within(lent.limit(ALARM_MS), () => system.output().includes('190'));
        const alarmMs = Date.now() - revokedAt;
        const inbound = await standIn.post(
          webhookWith([words(newStranger(), `m_${revokedAt}`, 'Xin chào', revokedAt)]),
        );
        await pause(lent.long ? 90_000 : 3_000);
        simulator.setSwitches({ tokenExpired: false });
        await Promise.all(played.map(({ done }) => done));
        const judged = await judge();
        const tries = simulator.sent().filter(({ psid, metadata }) => psid === blocked && metadata).length;
        return {
          done: `190 for ${lent.long ? 90 : 3} s, said so in the log after ${alarmMs} ms; 551 and 10/2018278 for one citizen each`,
          broken: [
            ...judged.broken,
            ...claims(
              [alarmed, `the revoked token was not reported within ${ALARM_MS / 1_000} s`],
              [
                inbound.status === 200,
                `a webhook was answered with ${inbound.status} while the token was revoked`,
              ],
              [tries > 0 && tries <= 3, `a citizen who blocked the page was written to ${tries} times`],
            ),
          ],
        };
      },
    ),
};
