import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

const cli = join(__dirname, '../../dist/src/cli.js');
const READY_MS = 15_000;
const STOP_MS = 10_000;

/** The page's credentials, as the program and the stand-in share them. */
export const credentials = {
  PAGE_ID: '100200300400',
  APP_ID: '555666777',
  APP_SECRET: 'bi-mat-cua-ung-dung',
  VERIFY_TOKEN: 'ma-xac-nhan-cua-trang',
  PAGE_ACCESS_TOKEN: 'EAAG-ma-truy-cap-cua-trang',
} as const;

const MASTER_KEY = '3f9c1e7ab2d84c6590e1f2a3b4c5d6e708192a3b4c5d6e7f8091a2b3c4d5e6f7';

/** The built program as its own process, to be killed and started again on the same data. */
export type Program = {
  readonly port: number;
  /** Starts it without waiting. `crashAt` names a point at which it kills itself. */
  readonly launch: (crashAt?: string) => void;
  readonly ready: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** @returns whether it died within the time. */
  readonly died: (withinMs: number) => Promise<boolean>;
  /** Asks it to stop, and waits until it has. @returns its exit code */
  readonly stop: () => Promise<number | null>;
  /** Everything that it has printed, over all starts. */
  readonly output: () => string;
};

export async function prepareProgram(options: {
  readonly dataDir: string;
  readonly graphUrl: string;
}): Promise<Program> {
  if (!existsSync(cli))
    throw new Error(`${cli} is missing: this test runs the built program. Run: npm run build`);
  const port = await freePort();
  let output = '';
  let child: ChildProcess | undefined;
  let exit: Promise<number | null> = Promise.resolve(null);

  const died = (withinMs: number) => within(exit, withinMs);

  return {
    port,
    died,
    output: () => output,
    launch(crashAt) {
      const started = spawn(process.execPath, [cli], {
        env: {
          PATH: process.env.PATH,
          ...credentials,
          MASTER_KEY,
          HOST: '127.0.0.1',
          PORT: String(port),
          DATA_DIR: options.dataDir,
          GRAPH_URL: options.graphUrl,
          ...(crashAt !== undefined && { CRASH_AT: crashAt }),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      for (const stream of [started.stdout, started.stderr])
        stream.setEncoding('utf8').on('data', (text: string) => (output += text));
      exit = new Promise((resolve) => started.once('exit', resolve));
      child = started;
    },
    async ready() {
      const until = Date.now() + READY_MS;
      while (Date.now() < until) {
        if (child?.exitCode !== null || child.signalCode !== null)
          throw new Error(`the program ended while starting:\n${output.slice(-2_000)}`);
        const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
        if (answer?.status === 200) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      throw new Error(`the program was not ready within ${READY_MS} ms:\n${output.slice(-2_000)}`);
    },
    async kill() {
      child?.kill('SIGKILL');
      await exit;
    },
    async stop() {
      child?.kill('SIGTERM');
      if (await died(STOP_MS)) return exit;
      child?.kill('SIGKILL');
      throw new Error(`the program did not stop within ${STOP_MS} ms of SIGTERM`);
    },
  };
}

async function within(exit: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const inTime = await Promise.race([exit.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}

/** Free now; the program comes back to the same one after every kill. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
