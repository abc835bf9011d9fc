import { onStage } from '../on-stage.mjs';

const RATE = 500;
const SECONDS = 60;
/** A backlog may take as long again as it took to come in, and half as long. */
const DRAIN_SECONDS = 90;

export const burst = {
  name: 'burst',
  says: `the service profile at ${RATE} messages a second for ${SECONDS} s, whatever becomes of those before`,
  run: ({ scale }) =>
    onStage('service', async ({ walk, warmUp, resident, warnings }) => {
      await warmUp();
      const seconds = SECONDS * scale;
      const walked = await walk({
        rate: RATE,
        seconds,
        open: 60_000,
        toTheEnd: false,
        finishSeconds: DRAIN_SECONDS * scale,
      });
      const { ack, repeated, unanswered, sent, finishedAfter, wrong, begun, lag } = walked;
      const megabytes = resident();
      const limit = (value, most) => ({ target: `<= ${most}`, met: value <= most });
      return {
        lines: [
          { what: `acknowledgement p50, ${ack.count} webhooks`, value: ack.p50, unit: 'ms' },
          { what: 'acknowledgement p99', value: ack.p99, unit: 'ms', ...limit(ack.p99, 250) },
          { what: 'acknowledgement max', value: ack.max, unit: 'ms', ...limit(ack.max, 2_000) },
          {
            what: 'not acknowledged at once',
            value: repeated,
            unit: `of ${ack.count}`,
            ...limit(repeated, 0),
          },
          { what: 'sent', value: Math.round(sent / walked.took), unit: 'messages/s' },
          { what: 'the load itself was late, p99', value: lag.p99, unit: 'ms' },
          {
            what: 'all answered after the burst',
            value:
              unanswered === 0
                ? Math.round(finishedAfter)
                : `not: ${unanswered} wait after ${Math.round(finishedAfter)}`,
            unit: 's',
            target: `<= ${DRAIN_SECONDS * scale}`,
            met: unanswered === 0,
          },
          { what: 'conversations wrong by then', value: wrong, unit: `of ${begun}` },
          ...Object.entries(megabytes).map(([name, { peak }]) => ({
            what: `resident at most, ${name}`,
            value: peak,
            unit: 'MB',
            ...(['web', 'worker'].includes(name) && limit(peak, 250)),
          })),
        ],
        details: { walked, resident: megabytes, warnings: warnings() },
      };
    }),
};
