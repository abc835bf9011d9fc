// Fills a store, by the built program's own code, so that everything is sealed and indexed as it is in real life. Run
// by the growth rows as a process of its own: node preload.mjs FROM TO MOST_MS; the environment is the program's.
import { createRequire } from 'node:module';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { finished } from './intakes.mjs';
import { monotonic } from './measure.mjs';
import { credentials, root } from './program.mjs';

const BATCH = 250;
const AT_ONCE = 4;
const DAY_MS = 24 * 3_600_000;
const [from, to, mostMs] = process.argv.slice(2).map(Number);

const load = createRequire(import.meta.url);
const built = (path) => load(join(root, 'dist/src', path));
const { openCase } = built('cases/open-case.js');
const { receiptCode } = built('cases/receipt-code.js');
const { systemClock } = built('clock.js');
const { readConfig } = built('config.js');
const { caseDoc } = built('store/cases.js');
const { openStore } = built('store/open-store.js');
const { secretsOf } = built('trial-secrets.js');

/** One whole intake of each kind; those of others differ in the number that is in it. */
const MODEL = 98_765;
const models = Array.from({ length: 6 }, (_, at) => JSON.stringify(finished(at, MODEL)));

function modelFor(number) {
  const digits = String(number % 100_000).padStart(5, '0');
  const text = models[number % models.length].replaceAll(String(MODEL), digits);
  return JSON.parse(text.replaceAll('398 765', `3${digits.slice(0, 2)} ${digits.slice(2)}`));
}

/** Most matters of a page that has been there for years are closed. */
const statusOf = (number) =>
  number % 50 === 0 ? 'moi' : number % 12 === 0 ? 'dang-xu-ly' : number % 4 === 0 ? 'da-tra-loi' : 'dong';

function docsOf(number) {
  const { state, draft } = modelFor(number);
  const conversationId = randomBytes(24).toString('base64url');
  const caseId = randomBytes(16).toString('hex');
  const eventId = randomBytes(24).toString('base64url');
  const at = Date.now() - 400 * DAY_MS + number * 300_000;
  const code = receiptCode(randomBytes(7));
  const status = statusOf(number);
  const opened = openCase({ ...draft, conversationId }, { id: caseId, code, eventId }, at);
  const psid = `9000${String(number).padStart(12, '0')}`;
  const ours = { conversationId, confidential: draft.kind === 'to-cao', identity: false };
  const event = {
    ...ours,
    id: eventId,
    pageId: credentials.PAGE_ID,
    psid,
    at,
    arrival: at * 100,
    kind: 'message',
    state: 'done',
    shown: true,
    body: { sender: { id: psid }, timestamp: at, message: { mid: `m_${eventId}`, text: draft.summary } },
  };
  const message = {
    ...ours,
    id: `${eventId}-0`,
    seq: 1,
    at: at + 1,
    by: 'bot',
    caseId: null,
    text: `Mã hồ sơ: ${code}`,
    choices: [],
    body: { text: `Mã hồ sơ: ${code}` },
    state: 'sent',
    dueAt: at,
    attempts: 1,
    uncertain: 0,
    mid: `m_${eventId}_0`,
    reason: null,
  };
  return {
    conversations: {
      id: conversationId,
      pageId: credentials.PAGE_ID,
      psid,
      state: { ...state, id: conversationId, cases: [{ id: caseId, code, kind: draft.kind }] },
      effects: [],
      effectsDue: false,
      handled: [{ id: eventId, confidential: ours.confidential, identity: false }],
      nextSeq: 2,
      updatedAt: at,
    },
    cases: caseDoc({ ...opened, status, waiting: status === 'moi' }, []),
    events: event,
    messages: message,
  };
}

const config = readConfig(process.env);
const { store, close } = await openStore({ clock: systemClock }, { ...config, ...secretsOf(config) });
const until = monotonic() + mostMs;
let next = from;
const MOST_TRIES = 10;

/** A database that is filled as fast as it can be may keep somebody waiting for longer than the program puts up with. */
async function patiently(insert) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await insert();
    } catch (error) {
      if (error.name !== 'StoreAway' || tries === MOST_TRIES) throw error;
    }
  }
}

let filled = 0;

async function fill() {
  while (next < to && monotonic() < until) {
    const numbers = Array.from({ length: Math.min(BATCH, to - next) }, (_, at) => next + at);
    next += numbers.length;
    const docs = numbers.map(docsOf);
    for (const name of ['conversations', 'cases', 'events', 'messages'])
      await patiently(() => store[name].insertIfAbsent(docs.map((one) => one[name])));
    filled += numbers.length;
  }
}

await Promise.all(Array.from({ length: AT_ONCE }, fill));
await close();
process.send({ filled });
process.disconnect();
