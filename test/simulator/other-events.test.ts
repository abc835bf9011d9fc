import express from 'express';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { otherEvents } from '../../src/simulator/other-events';
import { dataRequestsRouter } from '../../webhooks/data-requests';
import { parsePayload } from '../../webhooks/parse-payload';
import { appSecret, openStand, pageId, type Stand } from './stand';

let stand: Stand;
let id: string;
let psid: string;
beforeEach(async () => {
  stand = await openStand();
  ({ id, psid } = stand.sim.newCitizen('Phạm Thu Hà'));
});
afterEach(() => stand.close());

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${stand.baseUrl()}/api${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json' },
  });

describe('what else Meta tells of a chat', () => {
  const unwanted = ['inbox-label', 'template-status'];

  it.each(unwanted)('%s is nothing that the program asks Meta for', async (event) => {
    const asked = await post(`/citizens/${id}/actions`, { type: 'event', event });
    expect([asked.status, await asked.json()]).toEqual([
      409,
      { message: 'Hệ thống chưa đăng ký nhận loại sự kiện này, nên Facebook không gửi.' },
    ]);
  });

  it.each(otherEvents.filter((event) => !unwanted.includes(event)))(
    '%s arrives, signed, as one event that the program keeps',
    async (event) => {
      stand.sim.say(psid, 'Xin chào');
      await stand.send(psid, { text: 'Chào Anh/Chị.' });
      await stand.sim.idle();
      const { received } = stand.application;
      const before = received.length;
      expect((await post(`/citizens/${id}/actions`, { type: 'event', event })).status).toBe(204);
      await stand.sim.idle();
      const [told, ...others] = received.slice(before);
      expect(others).toEqual([]);
      expect(told?.signed).toBe(true);
      const kept = parsePayload(Buffer.from(told?.raw ?? ''), pageId, Date.now());
      expect(kept).toHaveLength(1);
    },
  );

  it.each(['edit', 'unsend', 'unreact'])('%s needs something that was said', async (event) => {
    const asked = await post(`/citizens/${id}/actions`, { type: 'event', event });
    expect(asked.status).toBe(409);
    expect(await asked.json()).toEqual({
      message: 'Trong cuộc trò chuyện này chưa có tin nhắn nào để làm việc đó.',
    });
  });

  it('refuses what it does not know', async () => {
    expect((await post(`/citizens/${id}/actions`, { type: 'event', event: 'poke' })).status).toBe(400);
    expect((await post(`/citizens/${id}/data`, { deed: 'forget' })).status).toBe(400);
    expect((await post('/citizens/nobody/data', { deed: 'deauthorize' })).status).toBe(404);
  });
});

it('a person who acts in his Facebook settings is told of by a signed call that the real door takes', async () => {
  const kept: string[] = [];
  const door = express().use(
    '/webhook',
    dataRequestsRouter({
      appSecrets: [appSecret],
      keep: async (type, { userId }) => {
        kept.push(`${type} ${userId === psid}`);
        return 'A1B2';
      },
      statusUrl: (code) => `https://so.example/xoa-du-lieu/${code}`,
      log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    }),
  );
  const server = door.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await stand.close();
  stand = await openStand({ webhookUrl: () => `http://127.0.0.1:${port}/webhook` });
  ({ id, psid } = stand.sim.newCitizen());
  const asked = await post(`/citizens/${id}/data`, { deed: 'data-deletion' });
  expect(await asked.json()).toEqual({ url: 'https://so.example/xoa-du-lieu/A1B2' });
  expect(await (await post(`/citizens/${id}/data`, { deed: 'deauthorize' })).json()).toEqual({});
  // The app knows him by another number than Messenger does.
  expect(kept).toEqual(['deletion false', 'deauthorization false']);
  server.close();
  server.closeAllConnections();
});
