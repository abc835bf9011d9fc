import fc from 'fast-check';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toMetaJson } from '../../src/simulator/json';
import { appId, createApplication, openStand, pageId, type Stand } from './stand';

describe('webhooks', () => {
  let stand: Stand;
  let psid: string;
  const open = async (options = {}): Promise<void> => {
    stand = await openStand(options);
    psid = stand.sim.newCitizen('Trần Thị Bình').psid;
  };
  afterEach(() => stand.close());
  const texts = (): unknown[] =>
    stand.application
      .events()
      .map(({ message }) => message?.text)
      .filter((text) => text !== undefined);

  it('bring a message signed over the escaped bytes', async () => {
    await open();
    const { mid } = stand.sim.say(psid, 'Đèn đường hỏng ở An Dương 🙏 km 1/2');
    await stand.sim.idle();
    const [received] = stand.application.received;
    expect(received?.signed).toBe(true);
    expect(received?.raw).toMatch(/^[\x20-\x7e]*$/);
    expect(received?.raw).toContain('\\u0110\\u00e8n');
    expect(received?.body).toEqual({
      object: 'page',
      entry: [
        {
          id: pageId,
          time: stand.clock.now(),
          messaging: [
            {
              sender: { id: psid },
              recipient: { id: pageId },
              timestamp: expect.any(Number) as unknown,
              message: { mid, text: 'Đèn đường hỏng ở An Dương 🙏 km 1/2' },
            },
          ],
        },
      ],
    });
  });

  it('escape any text so that it reads back the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = toMetaJson({ text });
        expect(json).toMatch(/^[\x20-\x7e]*$/);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });

  it('bring taps, quick replies, files, stickers and places in the form that Meta gives them', async () => {
    await open();
    stand.sim.tap(psid, 'GET_STARTED', 'Bắt đầu');
    stand.sim.quickReply(psid, 'Phản ánh', 'KIND:phan-anh');
    stand.sim.sendFiles(
      psid,
      [{ type: 'image', name: 'ảnh 1.png', contentType: 'image/png', content: Buffer.from('png') }],
      'Ảnh đây',
    );
    stand.sim.sendSticker(psid);
    stand.sim.sendLocation(psid, { lat: 20.86, long: 106.68 });
    await stand.sim.idle();
    const [tap, quick, photo, sticker, place] = stand.application.events();
    expect(tap?.postback).toEqual({
      mid: expect.any(String) as unknown,
      title: 'Bắt đầu',
      payload: 'GET_STARTED',
    });
    expect(quick?.message).toMatchObject({ text: 'Phản ánh', quick_reply: { payload: 'KIND:phan-anh' } });
    expect(photo?.message).toMatchObject({ text: 'Ảnh đây', attachments: [{ type: 'image' }] });
    const file = await fetch(photo?.message?.attachments?.[0]?.payload.url ?? '');
    expect(file.headers.get('content-type')).toBe('image/png');
    expect(await file.text()).toBe('png');
    expect(sticker?.message?.attachments?.[0]).toMatchObject({
      type: 'sticker',
      payload: { sticker_id: 369239263222822 },
    });
    expect(place?.message?.attachments?.[0]).toMatchObject({
      type: 'location',
      payload: { coordinates: { lat: 20.86, long: 106.68 } },
    });
  });

  it('tell of a sent message with its echo, its delivery and, where the chat is open, its reading', async () => {
    await open({ autoEcho: true });
    stand.sim.say(psid, 'Xin chào');
    const { body } = await stand.send(psid, { text: 'Kính chào Anh/Chị', metadata: 'viec-7' });
    await stand.sim.idle();
    const [, echo, delivery, read] = stand.application.events();
    const mid = body.message_id;
    expect(echo).toMatchObject({
      sender: { id: pageId },
      recipient: { id: psid },
      message: { mid, is_echo: true, app_id: Number(appId), metadata: 'viec-7', text: 'Kính chào Anh/Chị' },
    });
    expect(delivery).toMatchObject({
      sender: { id: psid },
      delivery: { mids: [mid], watermark: echo?.timestamp },
    });
    expect(read).toMatchObject({ sender: { id: psid }, read: { watermark: echo?.timestamp } });
    expect(stand.application.received.every(({ signed }) => signed)).toBe(true);
    expect(stand.sim.sent(psid)).toMatchObject([
      { outcome: 'accepted', psid, mid, metadata: 'viec-7', at: stand.clock.now() },
    ]);
  });

  it('say nothing of reading while the chat is not open', async () => {
    await open();
    stand.sim.say(psid, 'Xin chào');
    await stand.send(psid, { text: 'Kính chào' });
    await stand.sim.idle();
    expect(stand.application.events().filter(({ read }) => read)).toEqual([]);
    stand.sim.read(psid);
    stand.sim.read(psid);
    await stand.sim.idle();
    expect(stand.application.events().filter(({ read }) => read)).toHaveLength(1);
  });

  it('give staff in the inbox away by their app id', async () => {
    await open();
    stand.sim.staffSays(psid, 'Cán bộ xin trả lời');
    await stand.sim.idle();
    expect(stand.application.events()).toMatchObject([
      {
        sender: { id: pageId },
        message: { is_echo: true, app_id: 263902037430900, text: 'Cán bộ xin trả lời' },
      },
    ]);
  });

  it('come again until the application answers 200, in order for each citizen', async () => {
    await open();
    stand.application.status = 500;
    const other = stand.sim.newCitizen().psid;
    for (let index = 0; index < 20; index++) stand.sim.say(index % 2 ? psid : other, `câu ${index}`);
    expect(stand.sim.waiting()).toBe(20);
    stand.application.status = 200;
    await stand.sim.idle();
    const numbers = (from: string): number[] =>
      stand.application
        .events()
        .filter(({ sender }) => sender.id === from)
        .map(({ message }) => Number(message?.text?.slice(4)));
    expect(numbers(psid)).toEqual([1, 3, 5, 7, 9, 11, 13, 15, 17, 19]);
    expect(numbers(other)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16, 18]);
    expect(stand.sim.waiting()).toBe(0);
  });

  it('lose nothing while the application is down or not yet there', async () => {
    const application = createApplication();
    await application.listen();
    stand = await openStand({}, application);
    psid = stand.sim.newCitizen().psid;
    await application.stop();
    stand.sim.say(psid, 'một');
    stand.sim.say(psid, 'hai');
    await application.listen();
    await stand.sim.idle();
    expect(texts()).toEqual(['một', 'hai']);
  });

  it('count an answer that takes too long as none', async () => {
    let asked = (): void => undefined;
    const firstAttempt = new Promise<void>((resolve) => (asked = resolve));
    const silent = createServer(() => asked());
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const application = createApplication();
    await application.listen();
    let url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/webhook`;
    stand = await openStand({ webhookTimeoutMs: 30, webhookUrl: () => url }, application);
    stand.sim.say(stand.sim.newCitizen().psid, 'có ai không');
    await firstAttempt;
    url = application.url();
    await stand.sim.idle();
    silent.closeAllConnections();
    await new Promise((resolve) => silent.close(resolve));
    expect(texts()).toEqual(['có ai không']);
  });

  it('arrive twice where that is wished, for one message or for all', async () => {
    await open();
    stand.sim.say(psid, 'một', { twice: true });
    stand.sim.say(psid, 'hai');
    await stand.sim.idle();
    expect(texts()).toEqual(['một', 'một', 'hai']);
    stand.sim.setSwitches({ duplicate: true });
    stand.sim.say(psid, 'ba');
    await stand.sim.idle();
    expect(texts()).toEqual(['một', 'một', 'hai', 'ba', 'ba']);
  });

  it('arrive in pairs the wrong way round with true times, and a single one is not lost', async () => {
    await open();
    stand.sim.setSwitches({ outOfOrder: true });
    for (const text of ['một', 'hai', 'ba', 'bốn', 'năm']) stand.sim.say(psid, text);
    await stand.sim.idle();
    expect(texts()).toEqual(['hai', 'một', 'bốn', 'ba', 'năm']);
    const inTime = [...stand.application.events()].sort((a, b) => a.timestamp - b.timestamp);
    expect(inTime.map(({ message }) => message?.text)).toEqual(['một', 'hai', 'ba', 'bốn', 'năm']);
  });

  it('can be held back and overtaken', async () => {
    await open();
    stand.sim.say(psid, 'một', { hold: true });
    stand.sim.say(psid, 'hai');
    await stand.sim.idle();
    expect(texts()).toEqual(['hai']);
    expect(stand.sim.waiting()).toBe(1);
    stand.sim.release(psid);
    await stand.sim.idle();
    expect(texts()).toEqual(['hai', 'một']);
  });

  it('travel together in batches, in order within each citizen', async () => {
    await open();
    stand.sim.setSwitches({ batch: true });
    const other = stand.sim.newCitizen().psid;
    for (const text of ['một', 'hai', 'ba']) {
      stand.sim.say(psid, text);
      stand.sim.say(other, text);
    }
    await stand.sim.idle();
    expect(stand.application.received).toHaveLength(1);
    const entries = stand.application.received[0]?.body.entry ?? [];
    expect(entries.map(({ messaging }) => messaging?.map(({ message }) => message?.text))).toEqual([
      ['một', 'hai', 'ba'],
      ['một', 'hai', 'ba'],
    ]);
  });

  it('carry raw events under messaging, standby or changes', async () => {
    await open();
    stand.sim.sendRaw(
      { sender: { id: psid }, recipient: { id: pageId }, timestamp: 1, message: { mid: 'm_x', text: 'chờ' } },
      { in: 'standby' },
    );
    stand.sim.sendRaw({ field: 'feed', value: { item: 'comment', verb: 'add' } }, { in: 'changes' });
    await stand.sim.idle();
    const entries = stand.application.received.flatMap(({ body }) => body.entry);
    expect(entries.find(({ standby }) => standby)?.standby?.[0]?.message?.text).toBe('chờ');
    expect(entries.find(({ changes }) => changes)?.changes).toEqual([
      { field: 'feed', value: { item: 'comment', verb: 'add' } },
    ]);
  });

  it('come only for the subscribed fields, and not at all after unsubscribing', async () => {
    await open();
    await stand.graph('/me/subscribed_apps?subscribed_fields=messages,message_reads', {});
    stand.sim.say(psid, 'một');
    stand.sim.tap(psid, 'X', 'Nút');
    await stand.send(psid, { text: 'Chào' });
    await stand.graph('/me/subscribed_apps', undefined, { method: 'DELETE' });
    stand.sim.say(psid, 'hai');
    await stand.sim.idle();
    expect(stand.application.events().map((event) => Object.keys(event).at(-1))).toEqual(['message']);
    expect((await stand.graph('/me/subscribed_apps')).body).toEqual({ data: [] });
  });

  it('of 500 citizens all arrive with a few under way at once', async () => {
    await open({ webhookConcurrency: 4 });
    const people = Array.from({ length: 500 }, () => stand.sim.newCitizen().psid);
    for (const one of people) for (const text of ['a', 'b']) stand.sim.say(one, text);
    await stand.sim.idle();
    const order = people.map((one) =>
      stand.application
        .events()
        .filter(({ sender }) => sender.id === one)
        .map(({ message }) => message?.text)
        .join(''),
    );
    expect(new Set(order)).toEqual(new Set(['ab']));
  });
});
