import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
/** The first start may have to build everything. */
const startMs = 90_000;
const stopMs = 10_000;

export type Program = {
  /** E.g. `http://127.0.0.1:41234`. */
  readonly url: string;
  /** The one-time password that was printed for this account. */
  readonly passwordOf: (username: string) => string;
  /** All that it has printed so far. */
  readonly output: () => string;
  /** @returns the exit code. */
  readonly stop: () => Promise<number | null>;
};

/** Starts the program as a person does who tries it out: on this machine, with an empty data folder. */
export async function startProgram(): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'tiep-nhan-story-'));
  const child = spawn(process.execPath, ['src/start.mjs'], {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', PORT: '0', DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const started = new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not started in ${startMs} ms:\n${output}`)), startMs);
    const listen = (chunk: string): void => {
      output += chunk;
      const [, url] = /(http:\S+)\/chat\//.exec(output) ?? [];
      // The last line of what a first start prints.
      if (!url || !output.includes('npm run account')) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    void exited.then((code) => {
      clearTimeout(timer);
      reject(new Error(`the program ended with ${code}:\n${output}`));
    });
  });

  const stop = async (): Promise<number | null> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMs);
    const code = await exited;
    clearTimeout(timer);
    await rm(folder, { recursive: true, force: true });
    return code;
  };
  try {
    return {
      url: await started,
      output: () => output,
      passwordOf: (username) => {
        const [, password] = new RegExp(`^  ${username} +(\\S+)$`, 'm').exec(output) ?? [];
        if (!password) throw new Error(`no password was printed for ${username}`);
        return password;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
