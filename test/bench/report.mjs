import { cpus, loadavg, totalmem } from 'node:os';
import { peerVersions } from './peers/install.mjs';

export const machine = () => ({
  date: new Date().toISOString(),
  node: process.version,
  cores: cpus().length,
  processor: cpus()[0]?.model ?? 'unknown',
  memoryMb: Math.round(totalmem() / 1_048_576),
  loadAtStart: loadavg()
    .map((load) => load.toFixed(2))
    .join(' '),
});

const verdict = ({ met }) => (met === undefined ? '' : met ? 'yes' : 'NO');
const cells = ({ name, what, value, unit, target = '', ...line }) => [
  name,
  what,
  `${value} ${unit}`.trim(),
  target,
  verdict(line),
];
const heads = ['row', 'what', 'measured', 'target', 'met'];

/** For the screen. */
export function table(lines) {
  const rows = [heads, ...lines.map(cells)];
  const widths = heads.map((_, at) => Math.max(...rows.map((row) => row[at].length)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

const pipes = (row) => `| ${row.join(' | ')} |`;
const markdownTable = (columns, rows) => [
  pipes(columns),
  pipes(columns.map(() => '---')),
  ...rows.map(pipes),
];

/** For the file. */
export function markdown({ machine: here, lines, grids, rows }) {
  const { date, node, cores, processor, memoryMb, loadAtStart, minutes, isQuick } = here;
  return [
    '# What the program can take',
    '',
    `Measured by \`npm run bench\` on ${date} with Node ${node}: ${cores} cores (${processor}), ${memoryMb} MB, in ` +
      `${minutes} minutes. Load average at the start, before anything was measured: ${loadAtStart}.`,
    '',
    ...(isQuick
      ? ['**A quick run: everything is much shorter than it should be. No figures to rely on.**', '']
      : []),
    ...grids.flatMap(({ heads: columns, rows: cellsOfRows }) => [...markdownTable(columns, cellsOfRows), '']),
    ...markdownTable(heads, lines.map(cells)),
    '',
    '## How it is measured',
    '',
    ...how,
    '',
    ...rows.map(({ name, says }) => `- ${name}: ${says}.`),
    '',
  ].join('\n');
}

const how = [
  '- The system under test, its databases, the stand-in for Meta and the citizens are processes of their own, all on ' +
    'these cores. CPU is that of all processes of the system under test, mongod and redis-server included.',
  '- The stand-in answers every Graph call after 15 ms. To the program it posts the echo and the delivery of each ' +
    "message as webhooks of their own, as the README asks for; a citizen's message then stands for about four " +
    'webhooks and three Graph calls. The peers have not subscribed to them: that is their best setting.',
  '- Messages arrive at random moments (Poisson) at the given rate, whatever became of those before; each citizen ' +
    'waits until he has heard the whole answer, and thinks for 0.3 to 2.3 s. What is not acknowledged is sent again, as ' +
    "Meta does. A reply lasts from the citizen's message to the arrival of the last message that answers it.",
  '- One recorder judges all: a conversation is correct when the citizen was told exactly what he had to be told, in ' +
    'that order, with one receipt.',
  '- Human: 2 % of the messages are delivered twice; 5 % are a pair 5 to 30 ms apart (a button tapped twice, or two texts ' +
    'at once); 1 % are two texts in one webhook, and 1 % the same with the newer one first. Faulty: human, a kill -9 ' +
    'every few seconds of one process of the system, and Graph refuses 5 % of the messages for the moment.',
  `- Peers: ${peerVersions().join(', ')}, from the registry, each in its best setting, with the same texts: ` +
    '`test/bench/peers`. Bottender works before it acknowledges (`sync`), keeps 100,000 sessions instead of 500 in ' +
    'memory, and has an index on its sessions in MongoDB. Botkit calls https only, so it gets a certificate that ' +
    'signs itself. Durable are those whose session is in MongoDB (a replica set of one, majority, 0.25 GB of cache).',
  '- The CPU of 14 turns is the CPU a message of the clean run, times 14.',
];
