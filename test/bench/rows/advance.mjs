import { spread } from '../measure.mjs';

const WARM_UP_ROUNDS = 100;
const ROUNDS = 500;

export const advance = {
  name: 'advance',
  says: 'one call of advance() for a text message, on the flows that ship',
  async run() {
    // Only now, because it loads the built engine.
    const { walkThrough } = await import('../intakes.mjs');
    const micros = [];
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
      walkThrough((input, turn) => {
        const from = process.hrtime.bigint();
        const advanced = turn();
        const took = Number(process.hrtime.bigint() - from) / 1_000;
        if (round >= 0 && input.type === 'text') micros.push(took);
        return advanced;
      });
    }
    const { count, p50, p99, max } = spread(micros);
    return {
      lines: [
        { what: `median of ${count} text turns`, value: p50, unit: 'µs' },
        { what: 'p99', value: p99, unit: 'µs' },
        { what: 'max', value: max, unit: 'µs' },
      ],
      details: { micros: { count, p50, p99, max } },
    };
  },
};
