import type { StateView } from '../../src/simulator/chat-contract';
import { appId, openStand, type Stand } from './stand';

const inbox = 263902037430900;
const HOUR = 3_600_000;

let stand: Stand;
let psid: string;
beforeEach(async () => {
  stand = await openStand({ utilityTemplates: ['co_tin_moi'] });
  psid = stand.sim.newCitizen('Phạm Thu Hà').psid;
  stand.sim.say(psid, 'Xin chào');
  await stand.sim.idle();
  stand.application.received.length = 0;
});
afterEach(() => stand.close());

/** The events of the webhooks, by the list in which they came. */
const heard = async () => {
  await stand.sim.idle();
  return stand.application.received.flatMap(({ body }) =>
    body.entry.flatMap(({ messaging = [], standby = [] }) => [
      ...messaging.map((event) => ({ in: 'messaging', event })),
      ...standby.map((event) => ({ in: 'standby', event })),
    ]),
  );
};
const send = (text: string, more = {}) => stand.send(psid, { text }, more);

test('while the inbox has the thread everything comes aside, and nothing of ours goes out', async () => {
  stand.sim.staffTakes(psid);
  stand.sim.say(psid, 'Còn ai không?');
  stand.sim.tap(psid, 'TRA_CUU', 'Tra cứu');
  stand.sim.staffSays(psid, 'Có đây');
  expect(await heard()).toMatchObject([
    {
      in: 'messaging',
      event: { take_thread_control: { previous_owner_app_id: appId, new_owner_app_id: inbox } },
    },
    { in: 'standby', event: { message: { text: 'Còn ai không?' } } },
    { in: 'standby', event: { postback: { title: 'Tra cứu' } } },
    { in: 'standby', event: { message: { is_echo: true, app_id: inbox, text: 'Có đây' } } },
  ]);
  const tapped = (await heard()).find(({ event }) => event.postback);
  expect(tapped?.event.postback).not.toHaveProperty('payload');
  expect((await send('Chào')).body.error).toMatchObject({ code: 10, error_subcode: 2018300 });
});

test('given back, the thread is ours as before', async () => {
  stand.sim.staffTakes(psid);
  stand.sim.staffGivesBack(psid);
  stand.sim.say(psid, 'Xin chào');
  expect((await heard()).at(-1)).toMatchObject({ in: 'messaging', event: { message: { text: 'Xin chào' } } });
  expect((await heard())[1]?.event).toMatchObject({ pass_thread_control: { new_owner_app_id: appId } });
  expect((await send('Chào')).status).toBe(200);
});

test('asked for the thread, we may pass it on, and take it again', async () => {
  stand.sim.staffAsks(psid);
  expect((await heard())[0]?.event).toMatchObject({
    request_thread_control: { requested_owner_app_id: inbox },
  });
  const recipient = { id: psid };
  expect((await stand.graph('/me/pass_thread_control', { recipient, target_app_id: inbox })).status).toBe(
    200,
  );
  expect((await send('Chào')).body.error).toMatchObject({ error_subcode: 2018300 });
  const again = await stand.graph('/me/pass_thread_control', { recipient, target_app_id: inbox });
  expect(again.body.error).toMatchObject({ code: 100, error_subcode: 2534037 });
  expect((await stand.graph('/me/take_thread_control', { recipient })).status).toBe(200);
  expect((await send('Chào')).status).toBe(200);
});

test('who has a thread stands on the page', async () => {
  stand.sim.staffTakes(psid);
  const state = (await (await fetch(`${stand.baseUrl()}/api/state`)).json()) as StateView;
  expect(state.citizens).toMatchObject([{ isTaken: true }]);
});

test('a reaction opens the window anew', async () => {
  stand.clock.advance(25 * HOUR);
  expect((await send('Chào')).body.error).toMatchObject({ error_subcode: 2018278 });
  stand.sim.react(psid);
  expect((await heard()).at(-1)?.event).toMatchObject({ reaction: { action: 'react', reaction: 'love' } });
  expect((await send('Chào')).status).toBe(200);
});

describe('a utility template', () => {
  const template = (name: string, language: object = { code: 'vi' }) => ({
    template: {
      name,
      language,
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'ABCD' }] }],
    },
  });
  const way = { messaging_type: 'UTILITY' };

  test('goes at any time, if it is approved', async () => {
    stand.clock.advance(1_000 * HOUR);
    expect((await stand.send(psid, template('co_tin_moi'), way)).status).toBe(200);
    expect(stand.sim.thread(psid).at(-1)?.text).toBe('[co_tin_moi] ABCD');
  });

  test.each([
    ['nobody approved', template('mua_ngay')],
    ['has no language', template('co_tin_moi', {})],
    ['is none', { text: 'Mua ngay' }],
  ])('that %s is refused', async (_why, message) => {
    expect((await stand.send(psid, message, way)).body.error).toMatchObject({ code: 100 });
  });
});
