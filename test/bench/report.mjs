import { cpus, loadavg, totalmem } from 'node:os';

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
  `${value} ${unit}`,
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

/** For the file. */
export function markdown({ machine: { date, node, cores, processor, memoryMb, loadAtStart }, lines, rows }) {
  return [
    '# What the program can take',
    '',
    `Measured by \`npm run bench\` on ${date} with Node ${node}: ${cores} cores (${processor}), ${memoryMb} MB. ` +
      `Load average at the start, before anything was measured: ${loadAtStart}.`,
    '',
    'The program, the stand-in for Meta and the citizens are three processes that share these cores. The stand-in ' +
      'answers every Graph call after 15 ms, and posts the echo and the delivery of each message as webhooks of their ' +
      "own; a citizen's message therefore stands for about four webhooks and three Graph calls. A reply lasts from " +
      "the citizen's message to the arrival of the last message that answers it.",
    '',
    `| ${heads.join(' | ')} |`,
    `| ${heads.map(() => '---').join(' | ')} |`,
    ...lines.map((line) => `| ${cells(line).join(' | ')} |`),
    '',
    ...rows.map(({ name, says }) => `- ${name}: ${says}.`),
    '',
  ].join('\n');
}
