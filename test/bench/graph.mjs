// The stand-in for Meta's side, as a process of its own: answers every Graph call after 15 ms, over http and, for a
// peer that knows nothing else, https. Who has subscribed to it is told of each message's echo and delivery. It checks
// less than the simulator does, so that on a small machine its own work does not hide the program's.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { answer } from './children.mjs';
import { monotonic, seeded } from './measure.mjs';
import { credentials } from './program.mjs';
import { webhookPoster } from './webhooks.mjs';

const LATENCY_MS = 15;
const { PAGE_ID, APP_ID, PAGE_ACCESS_TOKEN } = credentials;

let poster;
let echoes = false;
let errorShare = 0;
let random = seeded(1);
let lost = 0;
/** How long each of them waited for its acknowledgement. */
let acks = [];
let told = [];

function serve(incoming, outgoing) {
  const chunks = [];
  incoming.on('data', (chunk) => chunks.push(chunk));
  incoming.on('end', () => {
    const { status, json, after } = take(incoming, JSON.parse(Buffer.concat(chunks).toString('utf8')));
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
}

/** Our own calls carry the token in a header, older clients carry it in the address or in the body. */
const isAllowed = ({ headers, query, body }) =>
  headers.authorization === `Bearer ${PAGE_ACCESS_TOKEN}` ||
  query.get('access_token') === PAGE_ACCESS_TOKEN ||
  body.access_token === PAGE_ACCESS_TOKEN;

function take({ url, headers }, body) {
  const { pathname, searchParams: query } = new URL(url, 'http://graph');
  const { recipient, message } = body;
  if (!isAllowed({ headers, query, body }))
    return { status: 401, json: { error: { code: 190, message: 'Invalid OAuth access token.' } } };
  if (pathname.endsWith('/messenger_profile')) return { status: 200, json: { result: 'success' } };
  if (!pathname.endsWith('/messages'))
    return { status: 404, json: { error: { code: 100, message: 'Unsupported post request.' } } };
  if (!message) return { status: 200, json: { recipient_id: recipient.id } };
  if (random() < errorShare)
    return { status: 500, json: { error: { code: 2, is_transient: true, message: 'Service unavailable.' } } };
  const mid = `m_${randomUUID()}`;
  const at = monotonic();
  return {
    status: 200,
    json: { recipient_id: recipient.id, message_id: mid },
    after: () => {
      tell([recipient.id, message, at]);
      void follow(recipient.id, mid, message);
    },
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
  if (!echoes) return;
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
  for (const event of ways) {
    const { ms, taken } = await poster.postUntilTaken([event]);
    acks.push(ms);
    if (!taken) lost += 1;
  }
}

const listen = (server, protocol) =>
  new Promise((resolve) => {
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1', () => resolve(`${protocol}://127.0.0.1:${server.address().port}`));
  });

answer({
  listen: async ({ tls }) => ({
    http: await listen(createServer(serve), 'http'),
    https: tls && (await listen(createTlsServer(tls, serve), 'https')),
  }),
  'deliver-to': (to) => {
    poster = webhookPoster(to.port);
    echoes = to.echoes;
    lost = 0;
  },
  /** From now on this share of the messages is refused for the moment. */
  fail: ({ share }) => {
    errorShare = share;
    random = seeded(1);
  },
  /** What became of echoes and deliveries; how long they waited, since this was asked last. */
  echoes: () => ({ lost, acks: acks.splice(0) }),
});
