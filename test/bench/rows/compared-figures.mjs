import { comparedTurns } from '../intakes.mjs';
import { rounded } from '../measure.mjs';
import { sumOf } from '../on-stage.mjs';
import { systems } from '../systems.mjs';

/** What is published elsewhere is said of an intake of so many turns. */
const PUBLISHED_TURNS = 14;
const OURS = ['service', 'embedded'];

const cpuOfIntake = ({ clean }) => (sumOf(clean.cpuTotal) / clean.messages) * PUBLISHED_TURNS;
const share = (part, whole) => `${part} of ${whole}`;
const largest = ({ resident }) =>
  Object.entries(resident)
    .map(([name, { peak }]) => `${name} ${peak}`)
    .join(', ');

const columns = [
  ['ack p50 / p99, ms', ({ clean }) => `${clean.ack.p50} / ${clean.ack.p99}`],
  ['reply p50 / p99, ms', ({ clean }) => `${clean.reply.p50} / ${clean.reply.p99}`],
  ['CPU a message, clean, ms', ({ cleanCpu }) => rounded(cleanCpu, 2)],
  ['correct, clean', ({ clean }) => share(clean.correct, clean.begun)],
  ['correct, human', ({ human }) => share(human.correct, human.begun)],
  ['correct conversations a CPU-second, human', ({ correctPerCpuSecond }) => correctPerCpuSecond],
  ['correct, faulty', (one) => share(one.faulty.correct, one.faulty.begun)],
  [
    'faulty: lost / doubled / misordered a 10,000 messages',
    ({ faulty: { per10000 } }) => `${per10000.lost} / ${per10000.doubled} / ${per10000.misordered}`,
  ],
  ['resident at most, MB', largest],
];

/** A table with a line for each system. */
export const figures = (measured) => ({
  heads: ['system', ...columns.map(([head]) => head)],
  rows: Object.entries(measured).map(([name, one]) => [
    systems[name].label,
    ...columns.map(([, of], at) => (one.notMeasured ? (at === 0 ? one.notMeasured : '') : String(of(one)))),
  ]),
});

const there = (one) => one !== undefined && one.notMeasured === undefined;

/** Our own figures with their targets, and the ratios to the peers. */
export function comparedLines(measured) {
  return OURS.flatMap((name) => {
    const ours = measured[name];
    const line = (what, value, unit, target, met) => ({
      what: `${name}: ${what}`,
      value,
      unit,
      target,
      met,
    });
    if (!there(ours)) return [line('everything', '', `not measured: ${ours?.notMeasured}`)];
    const isService = name === 'service';
    const intake = rounded(cpuOfIntake(ours));
    const lines = [
      line(
        `CPU of ${PUBLISHED_TURNS} turns, all processes (measured on ${comparedTurns} turns, clean)`,
        intake,
        'ms',
        '<= 45',
        intake <= 45,
      ),
      ...['clean', 'human', 'faulty'].map((profile) => {
        const { correct, begun } = ours[profile];
        return line(`conversations correct, ${profile}`, correct, `of ${begun}`, 'all', correct === begun);
      }),
    ];
    const ratio = (what, value, target, met) =>
      lines.push(line(what, rounded(value, 2), 'times', target, met));
    const best = Object.entries(measured)
      .filter(([peer, one]) => !OURS.includes(peer) && there(one) && systems[peer].isDurable)
      .sort(([, one], [, other]) => other.correctPerCpuSecond - one.correctPerCpuSecond)[0];
    if (best) {
      const value = ours.correctPerCpuSecond / best[1].correctPerCpuSecond;
      const [peer] = best;
      ratio(
        `correct conversations a CPU-second, human, to the best durable peer (${peer})`,
        value,
        '>= 2',
        value >= 2,
      );
    }
    for (const [peer, most] of [
      ['bottender-memory', 5],
      ['bottender-mongo', 2],
    ]) {
      if (!there(measured[peer])) continue;
      const value = ours.cleanCpu / measured[peer].cleanCpu;
      ratio(`CPU a message, clean, to ${peer}`, value, `<= ${most}`, value <= most);
    }
    // The databases have a memory of their own making; the limit is for what runs the program.
    const most = Math.max(
      ...Object.entries(ours.resident)
        .filter(([process]) => process !== 'mongod' && process !== 'redis')
        .map(([, { peak }]) => peak),
    );
    lines.push(
      line(
        `resident at most, ${isService ? 'web or worker' : 'the process'}`,
        most,
        'MB',
        '<= 250',
        most <= 250,
      ),
    );
    return lines;
  });
}
