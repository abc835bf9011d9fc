import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { keep } from '../children.mjs';
import { monotonic } from '../measure.mjs';
import { root } from '../program.mjs';

const RUNS = 20_000;
const MOST_MS = 30 * 60_000;
const suites = ['test/webhooks/mangled.test.ts', 'test/inbox/mangled-turns.test.ts'];

export const fuzz = {
  name: 'fuzz',
  says: `${RUNS} mangled bodies at the door, and as many mangled events through their turns: the tests' own properties, with a seed of their own`,
  async run({ scale }) {
    const runs = Math.round(RUNS * scale);
    const seed = Date.now() % 1_000_000;
    const from = monotonic();
    const { numPassedTests: passed, numFailedTests: failed } = await jest({ runs, seed });
    const seconds = Math.round((monotonic() - from) / 1_000);
    return {
      lines: [
        {
          what: `properties that hold over ${runs} runs each, seed ${seed}, ${seconds} s`,
          value: passed,
          unit: `of ${passed + failed}`,
          target: 'all',
          met: failed === 0 && passed > 0,
        },
      ],
      details: { runs, seed, seconds, passed, failed },
    };
  },
};

function jest({ runs, seed }) {
  const args = ['--json', '--silent', '--testTimeout', String(MOST_MS), '--runTestsByPath', ...suites];
  const child = keep(
    spawn(process.execPath, [join(root, 'node_modules/jest/bin/jest.js'), ...args], {
      cwd: root,
      env: { ...process.env, FUZZ_RUNS: String(runs), FUZZ_SEED: String(seed) },
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: MOST_MS,
    }),
  );
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
    child.once('error', reject);
    child.once('exit', (code) => {
      try {
        resolve(JSON.parse(said));
      } catch {
        reject(new Error(`the tests ended with ${code} and said nothing that can be read`));
      }
    });
  });
}
