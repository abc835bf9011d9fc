import fc from 'fast-check';
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMovableClock } from '../../src/simulator/simulator';
import { openStateFile } from '../../src/simulator/state-file';
import { createApplication, openStand, startOfTime } from './stand';

describe('a restart of the simulator', () => {
  let folder: string;
  let stateFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'simulator-'));
    stateFile = join(folder, 'chat', 'state.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('keeps chats, marks, files, uploads, profile, subscription and the moved clock', async () => {
    const first = await openStand({ stateFile });
    const { psid } = first.sim.newCitizen('Lê Minh Châu');
    first.sim.say(psid, 'Xin chào');
    first.sim.sendFiles(psid, [
      { type: 'file', name: 'đơn.pdf', contentType: 'application/pdf', content: Buffer.from('%PDF') },
    ]);
    await first.send(psid, {
      text: 'Kính chào',
      quick_replies: [{ content_type: 'text', title: 'Có', payload: 'CO' }],
    });
    await first.graph('/me/messenger_profile', { get_started: { payload: 'GET_STARTED' } });
    await first.graph('/me/subscribed_apps?subscribed_fields=messages,message_echoes', {});
    const form = new FormData();
    form.set('message', JSON.stringify({ attachment: { type: 'image', payload: { is_reusable: true } } }));
    form.set('filedata', new Blob(['png'], { type: 'image/png' }), 'a.png');
    const upload = await first.graph('/me/message_attachments', form);
    first.clock.advance(3_600_000);
    await first.sim.idle();
    const thread = first.sim.thread(psid);
    await first.close();

    const clock = createMovableClock({ now: () => startOfTime });
    const second = await openStand({ stateFile, clock });
    expect(clock.now()).toBe(startOfTime + 3_600_000);
    expect(second.sim.thread(psid)).toEqual(thread);
    expect(second.sim.citizens()).toMatchObject([{ psid, name: 'Lê Minh Châu' }]);
    expect(second.sim.profile()).toEqual({ get_started: { payload: 'GET_STARTED' } });
    expect((await second.graph('/me/subscribed_apps')).body).toMatchObject({
      data: [{ subscribed_fields: ['messages', 'message_echoes'] }],
    });
    expect(
      (
        await second.send(psid, {
          attachment: { type: 'image', payload: { attachment_id: upload.body.attachment_id } },
        })
      ).status,
    ).toBe(200);
    const file = thread[1]?.attachments?.[0];
    const content = await fetch(`${second.baseUrl()}/files/${file && 'fileId' in file ? file.fileId : ''}/x`);
    expect(await content.text()).toBe('%PDF');
    await second.close();
  });

  it('delivers what was still waiting, in order, and nothing that was acknowledged', async () => {
    const application = createApplication();
    const first = await openStand({ stateFile }, application);
    const { psid } = first.sim.newCitizen();
    first.sim.say(psid, 'đã nhận');
    await first.sim.idle();
    application.status = 503;
    first.sim.say(psid, 'một');
    first.sim.say(psid, 'hai', { hold: true });
    first.sim.say(psid, 'ba');
    await first.close();
    expect(application.events().map(({ message }) => message?.text)).toEqual(['đã nhận']);

    application.status = 200;
    await application.listen();
    const second = await openStand({ stateFile }, application);
    await second.sim.idle();
    expect(application.events().map(({ message }) => message?.text)).toEqual(['đã nhận', 'một', 'hai', 'ba']);
    await second.close();
  });

  it('reads a file that was cut short anywhere, up to the last whole line', async () => {
    const stand = await openStand({ stateFile });
    const { psid } = stand.sim.newCitizen('Đỗ Thị Yến');
    for (const text of ['một', 'hai', 'ba']) stand.sim.say(psid, text);
    await stand.sim.idle();
    await stand.close();
    const whole = readFileSync(stateFile);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
        const copy = join(folder, 'copy.jsonl');
        writeFileSync(copy, whole);
        truncateSync(copy, length);
        const lines = whole.subarray(0, length).toString('utf8').split('\n');
        const file = openStateFile(copy);
        const messages = [...file.state.threads.values()].flatMap((thread) =>
          thread.messages.map(({ text }) => text),
        );
        file.append({ type: 'clock', offset: 7 });
        file.close();
        const written = lines.slice(0, -1).filter((line) => line.includes('"type":"message"')).length;
        expect(messages.length).toBeGreaterThanOrEqual(written);
        expect(messages).toEqual(['một', 'hai', 'ba'].slice(0, messages.length));
        const again = openStateFile(copy);
        expect(again.state.clockOffset).toBe(7);
        again.close();
      }),
      { numRuns: 60 },
    );
  });

  it('says which line is damaged when it is not the last', () => {
    writeFileSync(
      join(folder, 'bad.jsonl'),
      '{"type":"clock","offset":1}\n{"type":"cl\n{"type":"clock","offset":2}\n',
    );
    expect(() => openStateFile(join(folder, 'bad.jsonl'))).toThrow(
      /^Line 2 of the simulator's state file .* is damaged/,
    );
  });
});
