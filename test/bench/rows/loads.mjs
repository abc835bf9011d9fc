import { monotonic, rounded } from '../measure.mjs';
import { faultsOf, onStage, sumOf } from '../on-stage.mjs';

const steps = [
  { rate: 5, seconds: 4 },
  { rate: 25, seconds: 4 },
  { rate: 50, seconds: 10 },
  { rate: 100, seconds: 6 },
  { rate: 150, seconds: 8 },
];
const SUSTAINED = 150;
const FLAT_OUT_SECONDS = 5;
const STEADY_ACK_MS = 250;
const STEADY_REPLY_MS = 1_000;
/** On a machine that is too slow the heavier steps only burn time. */
const MOST_MS = 150_000;

/** Everything arrived when it was due, was answered soon, and rightly. Poisson arrivals vary: two deviations. */
const isSteady = ({ sent, wrong, reply, ack }, rate, seconds) =>
  wrong === 0 &&
  sent >= rate * seconds - 2 * Math.sqrt(rate * seconds) &&
  ack.p99 < STEADY_ACK_MS &&
  reply.p99 < STEADY_REPLY_MS;

const loadsOf = (systemName) => ({
  name: `loads-${systemName}`,
  says:
    `the ${systemName} profile at ${steps.map(({ rate }) => rate).join(', ')} messages a second (open loop), ` +
    'and 48 citizens who tap on at once (closed loop)',
  run: ({ scale }) =>
    onStage(systemName, async ({ walk, warmUp, resident, warnings }) => {
      await warmUp();
      const tapOn = () => walk({ seconds: FLAT_OUT_SECONDS * scale, open: 48, finishSeconds: 20 });
      const lines = [];
      const details = {};
      const until = monotonic() + MOST_MS;
      let flatOut;
      for (const { rate, seconds } of steps) {
        if (monotonic() > until) break;
        // Before the one that may leave a backlog, behind which it would stand.
        if (rate === SUSTAINED) flatOut = await tapOn();
        const walked = await walk({ rate, seconds: seconds * scale });
        details[`${rate}/s`] = walked;
        lines.push(...linesOf(walked, rate, seconds * scale));
      }
      flatOut ??= await tapOn();
      lines.push({
        what: 'flat out, 48 citizens who tap on at once',
        value: Math.round(flatOut.answered / flatOut.took),
        unit: 'messages/s',
      });
      const all = [...Object.values(details), flatOut];
      const wrong = all.reduce((sum, one) => sum + one.wrong, 0);
      lines.push({
        what: 'conversations wrong, all rates',
        value: wrong === 0 ? '0' : all.map(faultsOf).join(', '),
        unit: `of ${all.reduce((sum, one) => sum + one.begun, 0)}`,
        target: '0',
        met: wrong === 0,
      });
      return { lines, details: { ...details, flatOut, resident: resident(), warnings: warnings() } };
    }),
});

function linesOf(walked, rate, seconds) {
  const { ack, echoAck, reply, first, cpu } = walked;
  const targets = rate === 50 ? { ack: [8, 50], reply: [80, 500] } : {};
  const limit = (most, value) => most !== undefined && { target: `<= ${most}`, met: value <= most };
  const at = `at ${rate}/s`;
  const lines = ['p50', 'p99'].flatMap((percentile, place) => [
    {
      what: `acknowledgement ${percentile} ${at}`,
      value: ack[percentile],
      unit: 'ms',
      ...limit(targets.ack?.[place], ack[percentile]),
    },
    {
      what: `reply ${percentile} ${at}`,
      value: reply[percentile],
      unit: 'ms',
      ...limit(targets.reply?.[place], reply[percentile]),
    },
  ]);
  lines.push({
    what: `acknowledgement p99 of ${echoAck.count} echoes and deliveries ${at}`,
    value: echoAck.p99,
    unit: 'ms',
    ...limit(targets.ack?.[1], echoAck.p99),
  });
  lines.push({ what: `first message of a reply p99 ${at}`, value: first.p99, unit: 'ms' });
  const parts = Object.entries(cpu).map(([name, ms]) => `${name} ${rounded(ms, 2)}`);
  lines.push({
    what: `CPU a message, all processes, ${at}`,
    value: rounded(sumOf(cpu), 2),
    unit: rate === 50 ? `ms (${parts.join(', ')})` : 'ms',
  });
  if (rate === SUSTAINED) {
    const met = isSteady(walked, rate, seconds);
    lines.push({
      what: `sustained: sent ${at}, answered rightly, ack p99 < ${STEADY_ACK_MS} ms, reply p99 < ${STEADY_REPLY_MS} ms`,
      value: rounded(walked.sent / walked.took),
      unit: 'messages/s',
      target: `>= ${SUSTAINED}`,
      met,
    });
  }
  return lines;
}

export const loadsService = loadsOf('service');
export const loadsEmbedded = loadsOf('embedded');
