import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port';

const cli = join(__dirname, '../../dist/src/cli.js');
const READY_MS = 60_000;
const STOP_MS = 10_000;
const POLL_MS = 20;

/** The page's credentials, as the program and the stand-in share them. */
export const credentials = {
  PAGE_ID: '100200300400',
  APP_ID: '555666777',
  APP_SECRET: 'bi-mat-cua-ung-dung',
  VERIFY_TOKEN: 'ma-xac-nhan-cua-trang',
  PAGE_ACCESS_TOKEN: 'EAAG-ma-truy-cap-cua-trang',
} as const;

export const MASTER_KEY = '3f9c1e7ab2d84c6590e1f2a3b4c5d6e708192a3b4c5d6e7f8091a2b3c4d5e6f7';

/** The built program as its own process, to be killed and started again on the same data. */
export type Program = {
  readonly name: string;
  readonly port: number;
  readonly dataDir: string;
  /** Starts it without waiting. `crashAt` names a point at which it kills itself. */
  readonly launch: (crashAt?: string) => void;
  readonly ready: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** It hangs: nothing is answered, no timer fires, until it is resumed. */
  readonly pause: () => void;
  readonly resume: () => void;
  readonly isRunning: () => boolean;
  /** @returns whether it died within the time. */
  readonly died: (withinMs: number) => Promise<boolean>;
  /** Asks it to stop, and waits until it has. @returns its exit code */
  readonly stop: () => Promise<number | null>;
  /** Its metrics as they stand; they are written into its folder too. */
  readonly metrics: () => Promise<string>;
  /** Everything that it has printed, over all starts. */
  readonly output: () => string;
  /** What its own environment is, to run one of its small commands on the same data. */
  readonly env: Readonly<Record<string, string>>;
};

export async function prepareProgram(options: {
  readonly name: string;
  /** Its data folder, log and metrics go there. */
  readonly folder: string;
  readonly graphUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}): Promise<Program> {
  if (!existsSync(cli)) throw new Error(`${cli} is missing: this runs the built program. Run: npm run build`);
  const { name, folder } = options;
  const [port, metricsPort] = [await freePort(), await freePort()];
  const dataDir = options.env?.DATA_DIR ?? join(folder, name);
  const logFile = join(folder, `${name}.log`);
  const env = {
    PATH: process.env.PATH ?? '',
    ...credentials,
    MASTER_KEY,
    HOST: '127.0.0.1',
    PORT: String(port),
    METRICS_PORT: String(metricsPort),
    DATA_DIR: dataDir,
    GRAPH_URL: options.graphUrl,
    SEND_RATE: '0',
    ...options.env,
  };
  let child: ChildProcess | undefined;
  let exit: Promise<number | null> = Promise.resolve(null);

  const output = (): string => (existsSync(logFile) ? readFileSync(logFile, 'utf8') : '');
  const died = (withinMs: number) => within(exit, withinMs);
  const isRunning = () => child !== undefined && child.exitCode === null && child.signalCode === null;

  return {
    name,
    port,
    dataDir,
    env,
    died,
    output,
    isRunning,
    launch(crashAt) {
      // Into a file: a pipe that nobody reads in time would hold up the program.
      const log = openSync(logFile, 'a');
      const started = spawn(process.execPath, [cli], {
        env: { ...env, ...(crashAt !== undefined && { CRASH_AT: crashAt }) },
        stdio: ['ignore', log, log],
      });
      closeSync(log);
      exit = new Promise((resolve) => started.once('exit', resolve));
      child = started;
      running.add(started);
      started.once('exit', () => running.delete(started));
    },
    async ready() {
      const until = Date.now() + READY_MS;
      while (Date.now() < until) {
        if (!isRunning()) throw new Error(`${name} ended while starting:\n${output().slice(-2_000)}`);
        const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
        if (answer?.status === 200) return;
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
      throw new Error(`${name} was not ready within ${READY_MS} ms:\n${output().slice(-2_000)}`);
    },
    async kill() {
      child?.kill('SIGKILL');
      await exit;
    },
    pause: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async stop() {
      child?.kill('SIGCONT');
      child?.kill('SIGTERM');
      if (await died(STOP_MS)) return exit;
      child?.kill('SIGKILL');
      throw new Error(`${name} did not stop within ${STOP_MS} ms of SIGTERM`);
    },
    async metrics() {
      const answer = await fetch(`http://127.0.0.1:${metricsPort}/metrics`).catch(() => undefined);
      const text = answer?.status === 200 ? await answer.text() : '';
      if (text !== '') writeFileSync(join(folder, `${name}.metrics.txt`), text, { flag: 'a' });
      return text;
    },
  };
}

/** Stops it in order and starts it again. */
export async function restart(program: Program): Promise<void> {
  await program.stop();
  program.launch();
  await program.ready();
}

/** None outlives the run, unless that is killed outright. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

async function within(exit: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const inTime = await Promise.race([exit.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}
