import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { end, keep } from './children.mjs';
import { monotonic, pause } from './measure.mjs';

const { freePort } = createRequire(import.meta.url)('../services/server-process.cjs');
const READY_MS = 30_000;

/**
 * Starts a script that serves HTTP, and waits until `ready` answers 200 (or, for those who have nothing to say there,
 * answers at all). It keeps its port when it is started again.
 */
export async function startServer({ name, script, cwd, env, ready = '/', any = false, nodeOptions = [] }) {
  const port = await freePort();
  const warnings = new Map();
  let said = '';
  let child;

  async function launch() {
    const launchedAt = monotonic();
    child = keep(
      spawn(process.execPath, [...nodeOptions, script], {
        cwd,
        env: { PATH: process.env.PATH, HOST: '127.0.0.1', PORT: String(port), ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-2_000);
        for (const [, msg] of text.matchAll(/"msg":"([^"]*)"/g))
          warnings.set(msg, (warnings.get(msg) ?? 0) + 1);
      });
    }
    while (!(await answers(`http://127.0.0.1:${port}${ready}`, any))) {
      const ended = child.exitCode !== null || child.signalCode !== null;
      if (ended || monotonic() - launchedAt > READY_MS) {
        await end(child);
        throw new Error(`${name} ${ended ? 'ended while starting' : 'was not ready in time'}:\n${said}`);
      }
      await pause(5);
    }
    return monotonic() - launchedAt;
  }

  const readyMs = await launch();
  return {
    name,
    port,
    readyMs,
    pid: () => child.pid,
    /** What it warned of, and how often. */
    warnings: () => Object.fromEntries(warnings),
    /** What it said last, for whoever wonders why. */
    said: () => said,
    /** As if the power went, and at once started again by whoever looks after it. */
    killAndRestart: async () => {
      await end(child, { signal: 'SIGKILL' });
      await launch();
    },
    stop: () => end(child, { graceMs: 12_000 }),
  };
}

const answers = (address, any) =>
  fetch(address, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => (await response.text(), any || response.status === 200),
    () => false,
  );
