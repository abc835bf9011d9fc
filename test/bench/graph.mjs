// The stand-in for Meta's side, as a process of its own: answers every Graph call after 15 ms and, as the webhook
// subscription in the README asks for, tells the program of each message's echo and delivery. It checks less than the
// simulator does, so that on a small machine its own work does not hide the program's.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { answer } from './children.mjs';
import { monotonic } from './measure.mjs';
import { credentials } from './program.mjs';
import { webhookPoster } from './webhooks.mjs';

const LATENCY_MS = 15;
const { PAGE_ID, APP_ID, PAGE_ACCESS_TOKEN } = credentials;

let post;
let lost = 0;
let told = [];

const server = createServer((incoming, outgoing) => {
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => {
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const { status, json, after } = take(incoming, body);
    setTimeout(() => {
      const text = JSON.stringify(json);
      outgoing.writeHead(status, {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(text),
      });
      outgoing.end(text);
      after?.();
    }, LATENCY_MS);
  });
});
server.keepAliveTimeout = 60_000;

function take({ url, headers }, { recipient, message }) {
  if (headers.authorization !== `Bearer ${PAGE_ACCESS_TOKEN}`)
    return { status: 401, json: { error: { code: 190, message: 'Invalid OAuth access token.' } } };
  if (url.endsWith('/me/messenger_profile')) return { status: 200, json: { result: 'success' } };
  if (!url.endsWith(`/${PAGE_ID}/messages`))
    return { status: 404, json: { error: { code: 100, message: 'Unsupported post request.' } } };
  if (!message) return { status: 200, json: { recipient_id: recipient.id } };
  tell([recipient.id, message, monotonic()]);
  const mid = `m_${randomUUID()}`;
  return {
    status: 200,
    json: { recipient_id: recipient.id, message_id: mid },
    after: () => void follow(recipient.id, mid, message),
  };
}

/** Together, because each message between processes has its price. */
function tell(news) {
  if (told.length === 0) {
    setImmediate(() => {
      process.send({ type: 'told', news: told });
      told = [];
    });
  }
  told.push(news);
}

async function follow(psid, mid, { text, metadata, attachment }) {
  const timestamp = Date.now();
  const content = attachment ? { attachments: [attachment] } : { text };
  const echo = { mid, is_echo: true, app_id: Number(APP_ID), metadata, ...content };
  const ways = [
    { sender: { id: PAGE_ID }, recipient: { id: psid }, timestamp, message: echo },
    {
      sender: { id: psid },
      recipient: { id: PAGE_ID },
      timestamp,
      delivery: { mids: [mid], watermark: timestamp },
    },
  ];
  for (const event of ways) if ((await post(event)).status !== 200) lost += 1;
}

answer({
  listen: () =>
    new Promise((resolve) =>
      server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)),
    ),
  'deliver-to': ({ port }) => {
    post = webhookPoster(port);
    lost = 0;
  },
  lost: () => lost,
});
