import { monotonic, pause, spread } from '../measure.mjs';
import { faultsOf, onStage } from '../on-stage.mjs';

const RATE = 50;
const BEFORE_S = 3;
const DOWN_S = 6;
const AFTER_S = 2;
const TARGET_MS = 50;

const kinds = {
  'redis-down': {
    server: 'redis',
    how: 'kill -9, then started again',
    away: (server) => server.kill(),
    back: (server) => server.restart(),
  },
  'redis-hangs': {
    server: 'redis',
    how: 'SIGSTOP, then SIGCONT',
    away: (server) => server.pause(),
    back: (server) => server.resume(),
  },
  'mongo-down': {
    server: 'mongod',
    how: 'kill -9, then started again',
    away: (server) => server.kill(),
    back: (server) => server.restart(),
  },
  'mongo-hangs': {
    server: 'mongod',
    how: 'SIGSTOP, then SIGCONT',
    away: (server) => server.pause(),
    back: (server) => server.resume(),
  },
};

export const outages = {
  name: 'outages',
  says:
    `${RATE} messages a second to the service profile while one of its servers is away for ${DOWN_S} s: ` +
    Object.values(kinds)
      .map(({ server, how }) => `${server} ${how}`)
      .join('; '),
  run: ({ scale }) =>
    onStage('service', async (stage) => {
      await stage.warmUp();
      const lines = [];
      const details = {};
      for (const [name, kind] of Object.entries(kinds)) {
        process.stderr.write(`  ${name}\n`);
        const measured = await whileAway(stage, kind, DOWN_S * 1_000 * Math.max(scale, 0.5));
        lines.push(...linesOf(measured).map((line) => ({ ...line, what: `${name}: ${line.what}` })));
        details[name] = measured;
      }
      return { lines, details: { ...details, warnings: stage.warnings() } };
    }),
};

async function whileAway({ walk, services }, { server: serverName, away, back }, downMs) {
  const walking = walk({
    rate: RATE,
    seconds: BEFORE_S + downMs / 1_000 + AFTER_S,
    finishSeconds: 60,
    quietSeconds: 30,
    series: true,
  });
  walking.catch(() => undefined);
  await pause(BEFORE_S * 1_000);
  const from = monotonic();
  const server = services[serverName];
  await away(server);
  await pause(downMs - (monotonic() - from));
  const until = monotonic();
  await back(server);
  const { acks, ...walked } = await walking;
  const during = acks.filter(({ at }) => at >= from && at < until);
  const refused = during.filter(({ status }) => status !== 200).length;
  return { walked, during: spread(during.map(({ ms }) => ms)), refused };
}

const linesOf = ({ walked, during: ack, refused }) => [
  { what: `acknowledgement p50 meanwhile, ${ack.count} webhooks`, value: ack.p50, unit: 'ms' },
  {
    what: 'acknowledgement p99 meanwhile',
    value: ack.p99,
    unit: 'ms',
    target: `<= ${TARGET_MS}`,
    met: ack.p99 <= TARGET_MS,
  },
  { what: 'acknowledgement max meanwhile', value: ack.max, unit: 'ms' },
  {
    what: 'not acknowledged at once',
    value: refused,
    unit: `of ${ack.count}`,
    target: '0',
    met: refused === 0,
  },
  {
    what: 'conversations wrong after it was back',
    value: faultsOf(walked),
    unit: `of ${walked.begun}`,
    target: '0',
    met: walked.wrong === 0,
  },
];
