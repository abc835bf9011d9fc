import { createRequire } from 'node:module';
import { join } from 'node:path';
import { spread } from '../measure.mjs';
import { root } from '../program.mjs';

const WARM_UP_ROUNDS = 30;
const ROUNDS = 200;
const MOST_MICROS = 100;

export const rendering = {
  name: 'rendering',
  says: 'rendering one message of the flows that ship, and judging by which door it may go',
  async run() {
    const load = createRequire(import.meta.url);
    const { render } = load(join(root, 'dist/src/messenger/render.js'));
    const { judgeSend, noPermissions } = load(join(root, 'dist/src/messenger/judge-send.js'));
    const { walkThrough } = await import('../intakes.mjs');
    const messages = [];
    walkThrough((_input, turn) => {
      const advanced = turn();
      for (const effect of advanced.effects) if (effect.type === 'send') messages.push(effect.message);
      return advanced;
    });
    if (messages.length === 0) throw new Error('the walk through the flows sends nothing');
    const micros = [];
    for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
      for (const message of messages) {
        const from = process.hrtime.bigint();
        render(message);
        judgeSend({ by: 'bot', what: 'text' }, 1_790_000_000_000, 1_790_000_060_000, noPermissions);
        const took = Number(process.hrtime.bigint() - from) / 1_000;
        if (round >= 0) micros.push(took);
      }
    }
    const { count, p50, p99, max } = spread(micros, 2);
    return {
      lines: [
        {
          what: `median of ${count} messages`,
          value: p50,
          unit: 'µs',
          target: `< ${MOST_MICROS}`,
          met: p50 < MOST_MICROS,
        },
        { what: 'p99', value: p99, unit: 'µs', target: `< ${MOST_MICROS}`, met: p99 < MOST_MICROS },
        { what: 'max', value: max, unit: 'µs' },
      ],
      details: { micros: { count, p50, p99, max } },
    };
  },
};
