import { complaintFormFile } from '../../src/cases/complaint-form/complaint-form-file';
import { messengerClient, type MessengerClient } from '../../src/messenger/client';
import { unzip } from '../cases/complaint-form/open-docx';
import { appId, appSecret, openStand, pageId, type Stand } from './stand';

let stand: Stand;
let client: MessengerClient;
let psid: string;
beforeEach(async () => {
  stand = await openStand();
  client = messengerClient({
    graphUrl: `${stand.baseUrl()}/graph`,
    graphVersion: 'v26.0',
    pageId,
    pageToken: 'ma-cua-trang',
    appSecret,
  });
  psid = stand.sim.newCitizen('Nguyễn Văn An').psid;
  stand.sim.say(psid, 'Xin chào');
  await stand.sim.idle();
});
afterEach(async () => {
  client.close();
  await stand.close();
});

const answer = { type: 'text', text: 'Thông báo số 12 không nêu lý do.' } as const;
const form = complaintFormFile(
  { code: '7K2M-9QRS-TVW', answers: [{ id: 'noi-dung', label: 'Nội dung', answer, identity: false }] },
  { name: 'Sở Khoa học và Công nghệ' },
);

test('a form over real HTTP lies in the chat, to be saved whole, and its echo carries our mark', async () => {
  expect(await client.sendFile(psid, form, 'ev1-1.0')).toMatchObject({ type: 'sent' });
  const message = stand.sim.thread(psid).at(-1);
  expect(message).toMatchObject({ from: 'page', metadata: 'ev1-1.0' });
  const [file] = message?.attachments ?? [];
  expect(file).toMatchObject({ type: 'file', name: form.name, contentType: form.contentType });

  await stand.sim.idle();
  const echo = stand.application.events().find((event) => event.message?.is_echo)?.message;
  expect(echo).toMatchObject({ metadata: 'ev1-1.0', app_id: Number(appId) });
  const url = echo?.attachments?.[0]?.payload.url ?? '';
  const saved = await fetch(url);
  expect(saved.headers.get('content-disposition')).toBe('attachment');
  const parts = unzip(new Uint8Array(await saved.arrayBuffer()));
  expect(parts.get('word/document.xml')).toContain(answer.text);
});

test('what arrived although its answer was lost is known by its echo', async () => {
  stand.sim.fail({ times: 1, with: 'sent-but-lost' });
  expect(await client.sendFile(psid, form, 'ev1-1.0')).toMatchObject({ type: 'unknown' });
  await stand.sim.idle();
  expect(stand.application.events().filter((event) => event.message?.metadata === 'ev1-1.0')).toHaveLength(1);
  expect(stand.sim.sent(psid).at(-1)).toMatchObject({ outcome: 'lost', metadata: 'ev1-1.0' });
});

test('a page that may not send any more is told so', async () => {
  stand.clock.advance(25 * 3_600_000);
  expect(await client.sendFile(psid, form, 'ev1-1.0')).toMatchObject({ type: 'give-up', code: '10/2018278' });
});
