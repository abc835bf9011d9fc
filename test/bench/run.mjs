// npm run bench [-- --list | --quick | --only NAME ...]: measures the built program and, beside it, other bots. Only a
// whole run that is not quick, and had time for everything, writes results.md and results.json.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { killAll } from './children.mjs';
import { removeFolders } from './folders.mjs';
import { monotonic } from './measure.mjs';
import { root } from './program.mjs';
import { machine, markdown, table } from './report.mjs';
import { advance } from './rows/advance.mjs';
import { burst } from './rows/burst.mjs';
import { compare } from './rows/compare.mjs';
import { door } from './rows/door.mjs';
import { fuzz } from './rows/fuzz.mjs';
import { growthEmbedded, growthService } from './rows/growth.mjs';
import { loadsEmbedded, loadsService } from './rows/loads.mjs';
import { longTexts } from './rows/long-texts.mjs';
import { memory } from './rows/memory.mjs';
import { outages } from './rows/outages.mjs';
import { pacing } from './rows/pacing.mjs';
import { rendering } from './rows/rendering.mjs';
import { start } from './rows/start.mjs';
import { NotHere } from './services.mjs';

/** The whole run ends by then; a row that is under way is cut off, and those that are left say so. */
const MOST_MS = 45 * 60_000;
/** How much shorter everything is with --quick: enough to see that it works, too short for a figure to mean much. */
const QUICK_SCALE = 0.3;

// What matters most comes first, in case the time runs out.
const all = [
  compare,
  loadsService,
  burst,
  outages,
  loadsEmbedded,
  memory,
  advance,
  longTexts,
  door,
  rendering,
  pacing,
  start,
  // Last: it fills its store as far as the time allows.
  growthService,
];
/** Only when it is asked for: a whole run has no time for it. */
const aside = [growthEmbedded, fuzz];
const known = [...all, ...aside];

process.on('exit', () => {
  killAll();
  removeFolders();
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const { rows, isQuick } = chosen(process.argv.slice(2));
if (!existsSync(join(root, 'dist/src/cli.js'))) fail('dist/src/cli.js is missing. Run: npm run build');

const startedAt = monotonic();
const here = { ...machine(), isQuick };
process.stderr.write(`Load average at the start: ${here.loadAtStart}; ${here.cores} cores.\n`);
const lines = [];
const grids = [];
const details = {};
let failed = 0;
let isCut = false;
for (const row of rows) {
  const from = monotonic();
  process.stderr.write(`${row.name}: ${row.says}…\n`);
  const measured = await measure(row);
  const own = measured.lines.map((line) => ({ name: row.name, ...line }));
  lines.push(...own);
  if (measured.grid) grids.push(measured.grid);
  details[row.name] = { seconds: Math.round((monotonic() - from) / 1_000), ...measured.details };
  process.stderr.write(`${table(own)}\n  ${details[row.name].seconds} s\n`);
}
here.minutes = Number(((monotonic() - startedAt) / 60_000).toFixed(1));
const whole = markdown({ machine: here, lines, grids, rows });
process.stdout.write(`\n${await format(whole, { parser: 'markdown', printWidth: 110 })}\n`);
if (rows.length === all.length && !isQuick && !isCut && failed === 0) {
  await write('results.md', 'markdown', whole);
  await write('results.json', 'json', JSON.stringify({ machine: here, lines, grids, details }));
}
process.exit(failed === 0 ? 0 : 1);

async function measure(row) {
  const notMeasured = (why) => ({ lines: [{ what: 'all of it', value: '', unit: `not measured: ${why}` }] });
  const cutOff = (why) => {
    isCut = true;
    return notMeasured(why);
  };
  const leftMs = MOST_MS - (monotonic() - startedAt);
  if (leftMs <= 0) return cutOff('no time was left');
  let timer;
  const over = new Promise((resolve) => (timer = setTimeout(resolve, leftMs, 'over')));
  const running = row.run({ scale: isQuick ? QUICK_SCALE : 1, leftMs });
  // Cut off, it fails later or not at all; what it started ends with this process.
  running.catch(() => undefined);
  try {
    const measured = await Promise.race([running, over]);
    return measured === 'over' ? cutOff('the time was over') : measured;
  } catch (error) {
    if (error instanceof NotHere) return notMeasured(error.message);
    failed += 1;
    process.stderr.write(`${error.stack}\n`);
    return notMeasured('it failed, see above');
  } finally {
    clearTimeout(timer);
  }
}

function chosen(argv) {
  if (argv[0] === '--list') {
    process.stdout.write(known.map(({ name, says }) => `${name.padEnd(16)} ${says}\n`).join(''));
    process.exit(0);
  }
  const quick = argv.includes('--quick');
  const [option, ...names] = argv.filter((word) => word !== '--quick');
  if (option === undefined) return { rows: all, isQuick: quick };
  const wanted = known.filter(({ name }) => names.includes(name));
  if (option !== '--only' || wanted.length === 0 || wanted.length < names.length)
    fail(`Use --list, --quick, or --only with names of: ${known.map(({ name }) => name).join(', ')}.`);
  return { rows: wanted, isQuick: quick };
}

async function write(name, parser, text) {
  const path = join(import.meta.dirname, name);
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), parser }));
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
