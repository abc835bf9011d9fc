// The citizens, as a process of their own. Each waits until he has been told everything before he says the next thing.
import { answer, helper } from './children.mjs';
import { firstNumber, intakeOf, mask, payloadOf } from './intakes.mjs';
import { cpuMs, monotonic, pause, spread } from './measure.mjs';
import { credentials } from './program.mjs';
import { webhookPoster } from './webhooks.mjs';
import { join } from 'node:path';

const TICK_MS = 4;
/** What comes too late or once too often has to be seen too. */
const SETTLE_MS = 300;

const graph = helper(join(import.meta.dirname, 'graph.mjs'));
const citizens = new Map();
let post;
let programPid;
let nextNumber = firstNumber;
let onAnswered = () => {};

graph.child.on('message', ({ type, news }) => {
  if (type === 'told') for (const [psid, message, at] of news) hear(citizens.get(psid), message, at);
});

function newCitizen() {
  const number = nextNumber;
  nextNumber += 1;
  const psid = `70000000000${number}`;
  const citizen = { psid, ...intakeOf(number), done: 0, told: [], offered: [], readyAt: 0, failed: false };
  citizens.set(psid, citizen);
  return citizen;
}

async function act(citizen, measured) {
  const { type, text, title } = citizen.acts[citizen.done];
  const message = { mid: `m_${citizen.psid}_${citizen.done}`, text: text ?? title };
  if (type === 'tap') message.quick_reply = { payload: payloadOf(citizen.offered, title) };
  citizen.sentAt = monotonic();
  citizen.firstAt = undefined;
  citizen.measured = measured;
  const event = {
    sender: { id: citizen.psid },
    recipient: { id: credentials.PAGE_ID },
    timestamp: Date.now(),
    message,
  };
  const { status, ms } = await post(event);
  measured?.acks.push(ms);
  if (status === 200) return;
  if (measured) measured.repeated += 1;
  // As Meta does: the very same event again, until it is acknowledged.
  for (let tries = 0; tries < 3; tries += 1) if ((await post(event)).status === 200) return;
  citizen.failed = true;
}

function hear(citizen, { text, attachment, quick_replies: choices }, at) {
  if (!citizen) return;
  citizen.told.push(mask(text ?? attachment?.payload?.text ?? ''));
  if (choices) citizen.offered = choices;
  citizen.firstAt ??= at;
  if (citizen.told.length !== citizen.expected[citizen.done]?.length) return;
  citizen.measured?.replies.push(at - citizen.sentAt);
  citizen.measured?.firsts.push(citizen.firstAt - citizen.sentAt);
  citizen.done += 1;
  onAnswered(citizen);
}

/** Who was not told exactly what he had to be told, in that order, or has not one receipt. */
function judge(walked, most) {
  const reasons = {};
  for (const { acts, told, expected, done, failed } of walked) {
    const whole = Math.min(acts.length, most);
    const wanted = expected[whole - 1];
    const receipts = told.filter((text) => text.includes('Mã hồ sơ: …')).length;
    const reason = failed
      ? 'never acknowledged'
      : done < whole
        ? 'not answered to the end'
        : told.length !== wanted.length
          ? 'told too much'
          : wanted.some((text, at) => text !== told[at])
            ? 'told something else'
            : whole === acts.length && receipts !== 1
              ? 'not one receipt'
              : undefined;
    if (reason) reasons[reason] = (reasons[reason] ?? 0) + 1;
  }
  return { wrong: Object.values(reasons).reduce((sum, count) => sum + count, 0), reasons };
}

/**
 * @param rate messages a second; 0: everybody goes on as soon as he has been answered
 * @param seconds how long it is measured; afterwards everybody who has begun is answered to the end
 * @param open how many intakes may be under way at once
 * @param total end as soon as this many citizens have begun and are answered
 * @param most how many acts each does, if not all
 */
async function walk({
  rate = 0,
  seconds,
  open = 300,
  total = Infinity,
  most = Infinity,
  finishSeconds = 40,
}) {
  const measured = { acks: [], replies: [], firsts: [], repeated: 0 };
  const ready = [];
  const walked = [];
  let underWay = 0;
  let hurried = rate === 0;
  let sent = 0;
  let missed = 0;
  const isDone = ({ done, acts }) => done >= Math.min(acts.length, most);
  const go = (citizen) => {
    sent += measuring ? 1 : 0;
    void act(citizen, measuring ? measured : undefined);
  };
  const begin = () => {
    const citizen = newCitizen();
    walked.push(citizen);
    underWay += 1;
    go(citizen);
  };
  let measuring = true;
  onAnswered = (citizen) => {
    if (isDone(citizen)) {
      underWay -= 1;
      if (rate === 0 && measuring && walked.length < total) begin();
    } else if (hurried) go(citizen);
    // People read and think; how long differs, so that they do not march in step.
    else ready.push({ citizen, at: monotonic() + 300 + Math.random() * 2_000 });
  };

  const pids = { program: programPid, standIn: graph.child.pid, load: process.pid };
  const cpuOf = () => Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, cpuMs(pid)]));
  const before = cpuOf();
  const startedAt = monotonic();
  const elapsed = () => (monotonic() - startedAt) / 1_000;
  if (rate === 0) while (walked.length < Math.min(open, total)) begin();
  for (let slots = 0; elapsed() < seconds && !(walked.length >= total && underWay === 0);) {
    for (const due = Math.floor(elapsed() * rate); slots < due; slots += 1) {
      const now = monotonic();
      const at = ready.findIndex((one) => one.at <= now);
      if (at >= 0) go(ready.splice(at, 1)[0].citizen);
      else if (underWay < open) begin();
      else missed += 1;
    }
    await pause(TICK_MS);
  }
  const took = elapsed();
  const after = cpuOf();
  const begun = walked.length;
  const answered = measured.replies.length;
  measuring = false;
  hurried = true;
  for (const { citizen } of ready.splice(0)) go(citizen);
  const until = monotonic() + finishSeconds * 1_000;
  while (underWay > 0 && monotonic() < until) await pause(20);
  const finishedAfter = elapsed() - took;
  await pause(SETTLE_MS);
  onAnswered = () => {};
  for (const { psid } of walked) citizens.delete(psid);
  const cpu = Object.fromEntries(
    Object.keys(pids).map((name) => [name, sent === 0 ? 0 : (after[name] - before[name]) / sent]),
  );
  return {
    took,
    sent,
    missed,
    begun,
    answered,
    finishedAfter,
    repeated: measured.repeated,
    ...judge(walked, most),
    ack: spread(measured.acks),
    reply: spread(measured.replies),
    first: spread(measured.firsts),
    cpu,
    lostEchoes: await graph.ask({ type: 'lost' }, 5_000),
  };
}

answer({
  open: async () => ({ graphUrl: await graph.ask({ type: 'listen' }, 5_000) }),
  'deliver-to': async ({ port, pid }) => {
    post = webhookPoster(port);
    programPid = pid;
    await graph.ask({ type: 'deliver-to', port }, 5_000);
  },
  walk,
});
