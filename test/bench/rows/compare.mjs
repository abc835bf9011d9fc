import { comparedKind, comparedTurns } from '../intakes.mjs';
import { rounded } from '../measure.mjs';
import { onStage, sumOf } from '../on-stage.mjs';
import { NotHere } from '../services.mjs';
import { systems } from '../systems.mjs';
import { faulty } from './faulty.mjs';
import { comparedLines, figures } from './compared-figures.mjs';

const RATE = 50;
const CLEAN_SECONDS = 8;
const HUMAN_SECONDS = 8;

export const compare = {
  name: 'compare',
  says:
    `the same intake (${comparedKind}, ${comparedTurns} turns) on every system, ${RATE} messages a second: ` +
    'clean, human, and faulty',
  async run({ scale }) {
    const measured = {};
    for (const name of Object.keys(systems)) {
      process.stderr.write(`  ${systems[name].label}\n`);
      try {
        measured[name] = await onStage(name, (stage) => takeIn(stage, scale));
      } catch (error) {
        if (!(error instanceof NotHere)) throw error;
        measured[name] = { notMeasured: error.message };
      }
    }
    return { lines: comparedLines(measured), grid: figures(measured), details: measured };
  },
};

async function takeIn(stage, scale) {
  const { walk, warmUp, resident, warnings } = stage;
  const kind = comparedKind;
  await warmUp({ kind });
  const clean = await walk({ kind, rate: RATE, seconds: CLEAN_SECONDS * scale });
  const human = await walk({ kind, profile: 'human', rate: RATE, seconds: HUMAN_SECONDS * scale });
  const megabytes = resident();
  const broken = await faulty(stage, { kind, rate: RATE, scale });
  return {
    clean,
    human,
    faulty: broken,
    resident: megabytes,
    cleanCpu: sumOf(clean.cpu),
    correctPerCpuSecond: rounded(human.correct / (sumOf(human.cpuTotal) / 1_000), 2),
    warnings: warnings(),
  };
}
