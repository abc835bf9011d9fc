import { faultsOf, onStage } from '../on-stage.mjs';

const CITIZENS = 10_000;
const TARGET_MB = 250;
const MOST_SECONDS = 90;

export const memory = {
  name: 'memory',
  says: `the embedded profile's memory after ${CITIZENS} citizens have begun, as fast as it can take them`,
  run: ({ scale }) =>
    onStage('embedded', async ({ walk, resident, warnings }) => {
      const citizens = Math.round(CITIZENS * scale);
      const walked = await walk({ seconds: MOST_SECONDS, open: 64, total: citizens, most: 1 });
      const { now, peak } = resident().program;
      const all = walked.answered === citizens;
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
        details: { walked, warnings: warnings() },
      };
    }),
};
