import { faultsOf, onStage } from '../on-stage.mjs';

const RATE = 50;
const SECONDS = 15;
const TARGET_MS = 50;

export const ack = {
  name: 'ack',
  says: `${RATE} citizens' webhooks a second for ${SECONDS} s: how long until the program says 200`,
  run: () =>
    onStage(async ({ program, walk, warmUp }) => {
      await warmUp();
      const walked = await walk({ rate: RATE, seconds: SECONDS });
      const { p50, p99, max, count } = walked.ack;
      return {
        lines: [
          {
            what: `acknowledgement p99, ${count} webhooks`,
            value: p99,
            unit: 'ms',
            target: `< ${TARGET_MS}`,
            met: p99 < TARGET_MS,
          },
          { what: 'acknowledgement p50', value: p50, unit: 'ms' },
          { what: 'acknowledgement max', value: max, unit: 'ms' },
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
