import { fork } from 'node:child_process';
import { join } from 'node:path';
import { keep } from '../children.mjs';
import { removeFolder, tempFolder } from '../folders.mjs';
import { comparedKind } from '../intakes.mjs';
import { monotonic, rounded, spread } from '../measure.mjs';
import { makeOfficer, signIn } from '../officer.mjs';
import { faultsOf, sumOf, withServices } from '../on-stage.mjs';
import { realPage } from '../program.mjs';
import { startServices } from '../services.mjs';
import { systems } from '../systems.mjs';

/** The embedded profile is for a small page, and its file fills more slowly. */
const sizesOf = {
  service: [1_000, 10_000, 100_000],
  embedded: [1_000, 10_000],
};
/** Above this a quick run does not go. */
const QUICK_SIZE = 10_000;
const RATE = 50;
const SECONDS = 8;
const MOST_FILL_MS = 180_000;
/** What is measured at one size takes no longer. */
const MEASURE_MS = 70_000;
const MOST_RATIO = 1.25;
const CONSOLE_MS = 150;
const CALLS = 60;

/** What officers ask for all day. */
const searches = {
  list: () => ({}),
  filter: () => ({ kind: 'phan-anh', status: 'dang-xu-ly' }),
  words: (at) => ({ q: `tổ ${String(at * 13 + 2).padStart(5, '0')}` }),
  phone: (at) => ({ q: `09123${String(at * 6 + 6).padStart(5, '0')}` }),
};

const growthOf = (systemName) => ({
  name: `growth-${systemName}`,
  says:
    `the ${systemName} profile with ${sizesOf[systemName].join(', ')} conversations and cases (each with one message each way) ` +
    `in the store: ${RATE} messages a second, and what the console asks for`,
  async run({ scale, leftMs = Infinity }) {
    const until = monotonic() + leftMs;
    const services = await startServices(systems[systemName].needs);
    const dataDir = tempFolder();
    try {
      return await grow(systemName, { services, dataDir, scale, until });
    } finally {
      await services.stop();
      removeFolder(dataDir);
    }
  },
});

async function grow(systemName, { services, dataDir, scale, until }) {
  const env = {
    PATH: process.env.PATH,
    ...realPage('http://127.0.0.1:9'),
    DATA_DIR: dataDir,
    ...(services.mongod && { MONGODB_URL: services.mongod.url, REDIS_URL: services.redis.url }),
  };
  const details = {};
  const lines = [];
  let oneTime = await makeOfficer(env);
  let filled = 0;
  const sizes = sizesOf[systemName].filter((size) => scale === 1 || size <= QUICK_SIZE);
  for (const [at, size] of sizes.entries()) {
    const from = monotonic();
    const fillMs = Math.min(MOST_FILL_MS, until - from - MEASURE_MS);
    if (fillMs <= 0) break;
    filled += await preload(env, filled, size, fillMs);
    const fillSeconds = Math.round((monotonic() - from) / 1_000);
    const prefix = String(710_000 + at);
    const measured = await withServices(systemName, { services, prefix, dataDir }, async (stage) => {
      await stage.warmUp({ kind: comparedKind });
      const walked = await stage.walk({ kind: comparedKind, rate: RATE, seconds: SECONDS * scale });
      const asked = await ask(stage.servers[0].port, oneTime);
      return { walked, asked, warnings: stage.warnings() };
    });
    oneTime = undefined;
    details[filled] = { fillSeconds, ...measured };
    lines.push(...linesOf(filled, size, fillSeconds, measured));
    if (filled < size) break;
  }
  return { lines: [...lines, ...ratios(details, sizesOf[systemName].at(-1))], details };
}

/**
 * A file has one writer; a server is filled by two processes, because sealing keeps one of them busy.
 * @returns how many there are more; fewer than wanted where the time was over
 */
async function preload(env, from, to, mostMs) {
  const middle = env.MONGODB_URL ? Math.ceil((from + to) / 2) : to;
  const filled = await Promise.all([
    preloadPart(env, from, middle, mostMs),
    preloadPart(env, middle, to, mostMs),
  ]);
  return filled[0] + filled[1];
}

async function preloadPart(env, from, to, mostMs) {
  if (from === to) return 0;
  const args = [String(from), String(to), String(Math.round(mostMs))];
  const child = keep(
    fork(join(import.meta.dirname, '../preload.mjs'), args, {
      env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  );
  return new Promise((resolve, reject) => {
    let filled;
    child.once('message', (message) => (filled = message.filled));
    child.once('exit', (code) =>
      filled === undefined ? reject(new Error(`filling the store ended with ${code}`)) : resolve(filled),
    );
  });
}

async function ask(port, oneTime) {
  const call = await signIn(port, oneTime);
  const asked = {};
  for (const [name, query] of Object.entries(searches)) {
    const times = [];
    let found = 0;
    for (let at = -3; at < CALLS; at += 1) {
      const { ms, answer } = await call('/cases/search', query(Math.max(at, 0)));
      if (at < 0) continue;
      times.push(ms);
      found += answer.cases.length;
    }
    asked[name] = { ...spread(times), found };
  }
  return asked;
}

function linesOf(filled, size, fillSeconds, { walked, asked }) {
  const at = `at ${filled}`;
  const lines = [
    {
      what: `filled ${at}${filled < size ? `, of ${size}: the time was over` : ''}`,
      value: fillSeconds,
      unit: 's',
    },
    { what: `acknowledgement p99 ${at}`, value: walked.ack.p99, unit: 'ms' },
    { what: `reply p99 ${at}`, value: walked.reply.p99, unit: 'ms' },
    { what: `CPU a message, all processes, ${at}`, value: rounded(sumOf(walked.cpu), 2), unit: 'ms' },
    {
      what: `conversations wrong ${at}`,
      value: faultsOf(walked),
      unit: `of ${walked.begun}`,
      target: '0',
      met: walked.wrong === 0,
    },
  ];
  for (const [name, { p99, found }] of Object.entries(asked))
    lines.push({
      what: `console, ${name}, p99 of ${CALLS} ${at} (${found} rows found)`,
      value: p99,
      unit: 'ms',
      target: `<= ${CONSOLE_MS}`,
      met: p99 <= CONSOLE_MS,
    });
  return lines;
}

/** Says nothing about the target where the largest size was not reached. */
function ratios(details, largest) {
  const sizes = Object.keys(details).map(Number);
  const [least, most] = [sizes.at(0), sizes.at(-1)];
  if (sizes.length < 2) return [];
  const costs = {
    'CPU a message': ({ walked }) => sumOf(walked.cpu),
    'acknowledgement p99': ({ walked }) => walked.ack.p99,
    'reply p99': ({ walked }) => walked.reply.p99,
  };
  return Object.entries(costs).map(([what, of]) => {
    const value = rounded(of(details[most]) / of(details[least]), 2);
    return {
      what: `${what} at ${most} to ${least}`,
      value,
      unit: 'times',
      ...(most === largest && { target: `<= ${MOST_RATIO}`, met: value <= MOST_RATIO }),
    };
  });
}

export const growthService = growthOf('service');
export const growthEmbedded = growthOf('embedded');
