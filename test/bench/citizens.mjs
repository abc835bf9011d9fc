// The citizens, as a process of their own. Each waits until he has been told everything before he says the next thing.
import { answer, helper } from './children.mjs';
import { newCitizen, nextDeliveries } from './citizen.mjs';
import { mask } from './intakes.mjs';
import { cpuMs, monotonic, pause, spread } from './measure.mjs';
import { judge } from './recorder.mjs';
import { webhookPoster } from './webhooks.mjs';
import { join } from 'node:path';

/** What comes too late or once too often has to be seen too. */
const SETTLE_MS = 300;
const SAMPLE_MS = 250;
/** Nobody taps faster, and a bot that saves its session after it has answered needs a moment too. */
const REACTION_MS = 30;

const graph = helper(join(import.meta.dirname, 'graph.mjs'));
const citizens = new Map();
let poster;
let prefix = '700000';
let heardAt = 0;
let onAnswered = () => {};

graph.child.on('message', ({ type, news }) => {
  if (type === 'told') for (const [psid, message, at] of news) hear(citizens.get(psid), message, at);
});

function act(citizen, { profile, most }, measured) {
  const { webhooks, messages } = nextDeliveries(citizen, profile, most);
  citizen.sentAt = monotonic();
  citizen.firstAt = undefined;
  citizen.measured = measured;
  if (measured) measured.sent += messages;
  for (const { wait, events } of webhooks) {
    if (wait === 0) void deliver(citizen, events, measured);
    else setTimeout(() => void deliver(citizen, events, measured), wait);
  }
}

async function deliver(citizen, events, measured) {
  const { status, ms, at, taken } = await poster.postUntilTaken(events);
  measured?.acks.push({ at, ms, status });
  if (!taken) citizen.failed = true;
}

/** He goes on once he has heard the last of what answers his act, whatever else he was told beside it. */
function hear(citizen, { text, attachment, quick_replies: choices }, at) {
  if (!citizen) return;
  heardAt = monotonic();
  const said = mask(text ?? attachment?.payload?.text ?? '');
  citizen.told.push(said);
  if (choices) citizen.offered = choices;
  citizen.firstAt ??= at;
  for (let done = citizen.begun; done > citizen.done; done -= 1) {
    if (said !== citizen.expected[done - 1].at(-1)) continue;
    citizen.done = done;
    if (done < citizen.begun) return;
    citizen.measured?.replies.push(at - citizen.sentAt);
    citizen.measured?.firsts.push(citizen.firstAt - citizen.sentAt);
    onAnswered(citizen);
    return;
  }
}

/**
 * @param rate messages a second, at random moments (Poisson), whatever becomes of those before;
 *   0: everybody goes on as soon as he has been answered
 * @param seconds how long it is measured
 * @param open how many intakes may be under way at once
 * @param total end as soon as this many citizens have begun and are answered
 * @param most how many acts each does, if not all
 * @param profile see profiles.mjs
 * @param kind the one kind of intake that all choose; without it they take turns
 * @param toTheEnd afterwards everybody who has begun says the rest too, without thinking; else what was said is answered
 * @param finishSeconds how long that may last, and `quietSeconds` how long nothing may be heard before it is given up
 * @param pids processes of the system under test, by name
 * @param series gives back every acknowledgement too
 */
async function walk(how) {
  const { rate = 0, seconds, open = 5_000, total = Infinity, kind, series = false, pids = {} } = how;
  const { toTheEnd = true, finishSeconds = 40, quietSeconds = 40 } = how;
  const manner = { profile: how.profile ?? 'clean', most: how.most ?? Infinity };
  const measured = { acks: [], replies: [], firsts: [], lags: [], sent: 0 };
  const ready = [];
  const walked = [];
  let underWay = 0;
  let measuring = true;
  let hurried = rate === 0;
  let missed = 0;
  const isDone = ({ done, acts }) => done >= Math.min(acts.length, manner.most);
  const go = (citizen) => act(citizen, manner, measuring ? measured : undefined);
  const begin = () => {
    const citizen = newCitizen(prefix, kind);
    citizens.set(citizen.psid, citizen);
    walked.push(citizen);
    underWay += 1;
    go(citizen);
  };
  onAnswered = (citizen) => {
    if (isDone(citizen) || (!measuring && !toTheEnd)) {
      underWay -= 1;
      if (rate === 0 && measuring && walked.length < total) begin();
    } else if (hurried) setTimeout(go, REACTION_MS, citizen);
    // People read and think; how long differs, so that they do not march in step.
    else ready.push({ citizen, at: monotonic() + 300 + Math.random() * 2_000 });
  };

  const all = { ...pids, 'stand-in': graph.child.pid, citizens: process.pid };
  const cpuOf = () => Object.fromEntries(Object.entries(all).map(([name, pid]) => [name, cpuMs(pid)]));
  await graph.ask({ type: 'echoes' }, 5_000);
  const before = cpuOf();
  const startedAt = monotonic();
  const elapsed = () => (monotonic() - startedAt) / 1_000;
  if (rate === 0) while (walked.length < Math.min(open, total)) begin();
  let due = startedAt;
  while (elapsed() < seconds && !(walked.length >= total && underWay === 0)) {
    while (rate > 0 && due <= monotonic()) {
      const now = monotonic();
      measured.lags.push(now - due);
      const at = ready.findIndex((one) => one.at <= now);
      if (at >= 0) go(ready.splice(at, 1)[0].citizen);
      else if (underWay < open) begin();
      else missed += 1;
      due -= (Math.log(1 - Math.random()) / rate) * 1_000;
    }
    await pause(rate > 0 ? Math.min(5, Math.max(1, due - monotonic())) : 5);
  }
  const took = elapsed();
  const after = cpuOf();
  const answered = measured.replies.length;
  measuring = false;
  hurried = true;
  for (const { citizen } of ready.splice(0)) {
    if (toTheEnd) go(citizen);
    else underWay -= 1;
  }
  heardAt = monotonic();
  const until = monotonic() + finishSeconds * 1_000;
  // Waiting for somebody who was forgotten is no work, so what idles meanwhile is not counted.
  let busy = { at: monotonic(), cpu: cpuOf() };
  while (underWay > 0 && monotonic() < until && monotonic() - heardAt < quietSeconds * 1_000) {
    await pause(20);
    if (heardAt > busy.at && monotonic() - busy.at > SAMPLE_MS) busy = { at: monotonic(), cpu: cpuOf() };
  }
  const finishedAfter = elapsed() - took;
  if (underWay === 0) busy = { at: monotonic(), cpu: cpuOf() };
  await pause(SETTLE_MS);
  onAnswered = () => {};
  for (const { psid } of walked) citizens.delete(psid);
  const since = (later, name) => later[name] - before[name];
  const cpuTotal = Object.fromEntries(Object.keys(pids).map((name) => [name, since(busy.cpu, name)]));
  const { acks, replies, firsts, lags, sent } = measured;
  const echoes = await graph.ask({ type: 'echoes' }, 5_000);
  return {
    took,
    sent,
    missed,
    answered,
    finishedAfter,
    unanswered: underWay,
    begun: walked.length,
    messages: walked.reduce((sum, citizen) => sum + citizen.messages, 0),
    repeated: acks.filter(({ status }) => status !== 200).length,
    ...judge(
      walked.map((citizen) => ({
        ...citizen,
        wanted: citizen.expected[citizen.begun - 1],
        isWhole: citizen.begun === citizen.acts.length,
      })),
    ),
    ack: spread(acks.map(({ ms }) => ms)),
    /** Of echoes and deliveries, which Meta posts too. */
    echoAck: spread(echoes.acks),
    reply: spread(replies),
    first: spread(firsts),
    /** How much later than it should the load itself was. */
    lag: spread(lags),
    /** A message, while it was measured. */
    cpu: Object.fromEntries(
      Object.keys(all).map((name) => [name, sent === 0 ? 0 : since(after, name) / sent]),
    ),
    /** From the first message to the last answer, ms. */
    cpuTotal,
    lostEchoes: echoes.lost,
    ...(series && { acks }),
  };
}

answer({
  open: (how) => {
    prefix = how.prefix ?? prefix;
    return graph.ask({ type: 'listen', tls: how.tls }, 5_000);
  },
  'deliver-to': async ({ port, echoes }) => {
    poster = webhookPoster(port);
    await graph.ask({ type: 'deliver-to', port, echoes }, 5_000);
  },
  fail: ({ share }) => graph.ask({ type: 'fail', share }, 5_000),
  walk,
});
