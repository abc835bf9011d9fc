import { removeFolder, tempFolder } from '../folders.mjs';
import { realPage, startProgram } from '../program.mjs';

const STARTS = 5;
const script = 'src/start.mjs';
/** Nobody writes, so nobody has to be there. */
const graphUrl = 'http://127.0.0.1:9';

export const start = {
  name: 'start',
  says: `from the launch of node ${script} to the first 200 of /healthz, median of ${STARTS}`,
  async run() {
    const fresh = [];
    const again = [];
    const trial = [];
    for (let round = 0; round < STARTS; round += 1) {
      const dataDir = tempFolder();
      for (const times of [fresh, again]) {
        const page = await startProgram({ env: realPage(graphUrl), script, dataDir });
        await page.stop();
        times.push(page.readyMs);
      }
      removeFolder(dataDir);
      const tried = await startProgram({ script });
      await tried.stop();
      trial.push(tried.readyMs);
    }
    return {
      lines: [
        { what: 'a page, first start', value: median(fresh), unit: 'ms' },
        { what: 'a page, started again', value: median(again), unit: 'ms' },
        { what: 'trial mode, first start', value: median(trial), unit: 'ms' },
      ],
      details: Object.fromEntries(
        Object.entries({ fresh, again, trial }).map(([name, times]) => [
          name,
          { min: Math.round(Math.min(...times)), max: Math.round(Math.max(...times)) },
        ]),
      ),
    };
  },
};

const median = (times) => Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]);
