// npm run bench [-- --list | --only NAME ...]: measures the built program. A whole run writes results.md and .json.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { killAll } from './children.mjs';
import { removeFolders, root } from './program.mjs';
import { machine, markdown, table } from './report.mjs';
import { ack } from './rows/ack.mjs';
import { advance } from './rows/advance.mjs';
import { memory } from './rows/memory.mjs';
import { start } from './rows/start.mjs';
import { sustained } from './rows/sustained.mjs';

const MOST_MS = 300_000;
const all = [ack, sustained, memory, advance, start];

process.on('exit', () => {
  killAll();
  removeFolders();
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const rows = chosen(process.argv.slice(2));
if (!existsSync(join(root, 'dist/src/cli.js'))) fail('dist/src/cli.js is missing. Run: npm run build');
setTimeout(() => fail(`The run took longer than ${MOST_MS / 1_000} s and was cut off.`), MOST_MS).unref();

const here = machine();
const lines = [];
const details = {};
for (const row of rows) {
  process.stderr.write(`${row.name}: ${row.says}…\n`);
  const measured = await row.run();
  lines.push(...measured.lines.map((line) => ({ name: row.name, ...line })));
  details[row.name] = measured.details;
}
process.stdout.write(
  `\n${table(lines)}\n\nLoad average at the start: ${here.loadAtStart}; ${here.cores} cores.\n`,
);
if (rows.length === all.length) {
  await write('results.md', 'markdown', markdown({ machine: here, lines, rows }));
  await write('results.json', 'json', JSON.stringify({ machine: here, lines, details }));
}
process.exit(0);

function chosen(argv) {
  if (argv[0] === '--list') {
    process.stdout.write(all.map(({ name, says }) => `${name.padEnd(10)} ${says}\n`).join(''));
    process.exit(0);
  }
  if (argv.length === 0) return all;
  const [option, ...names] = argv;
  const wanted = all.filter(({ name }) => names.includes(name));
  if (option !== '--only' || wanted.length === 0 || wanted.length < names.length)
    fail(`Use --list, or --only with names of: ${all.map(({ name }) => name).join(', ')}.`);
  return wanted;
}

async function write(name, parser, text) {
  const path = join(import.meta.dirname, name);
  writeFileSync(path, await format(text, { ...(await resolveConfig(path)), parser }));
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
