import { residentMb } from '../measure.mjs';
import { faultsOf, onStage } from '../on-stage.mjs';

const CITIZENS = 10_000;
const TARGET_MB = 250;
const MOST_SECONDS = 90;

export const memory = {
  name: 'memory',
  says: `the program's memory after ${CITIZENS} citizens have begun, as fast as it can take them`,
  run: () =>
    onStage(async ({ program, walk }) => {
      const walked = await walk({ seconds: MOST_SECONDS, open: 64, total: CITIZENS, most: 1 });
      const { now, peak } = residentMb(program.pid);
      const all = walked.answered === CITIZENS;
      return {
        lines: [
          {
            what: `resident after ${walked.answered} citizens`,
            value: now,
            unit: 'MB',
            target: `< ${TARGET_MB}`,
            met: all && now < TARGET_MB,
          },
          { what: 'resident, the most at any time', value: peak, unit: 'MB' },
          { what: 'taken', value: Math.round(walked.answered / walked.took), unit: 'citizens/s' },
          {
            what: 'conversations wrong',
            value: faultsOf(walked),
            unit: `of ${walked.begun}`,
            target: '0',
            met: walked.wrong === 0,
          },
        ],
        details: { walked, warnings: program.warnings() },
      };
    }),
};
