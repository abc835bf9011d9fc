import { userInfo } from 'node:os';
import { join } from 'node:path';
import { runBackupCommand, runRestoreCommand } from './backup/command';
import { systemClock } from './clock';
import { ConfigRefused, envExample, readConfig } from './config';
import { runConnectCommand } from './connect/command';
import { runAccountCommand } from './console/account-command';
import { flowSchema } from './conversation/flow-schema';
import { runDataRequestsCommand } from './data-requests-command';
import { runDestroyKeyCommand } from './destroy-key-command';
import { makeLog } from './log';
import { openSystem, type System } from './main';
import { isAway } from './reach-store';
import { FlowsRefused, publishFlows, readFlowFolder } from './publish-flows';
import { runRotateKeyCommand } from './rotate-key-command';
import { exportFlows } from './publishing/export-flows';
import { openStore } from './store/open-store';
import { StoreRefused } from './store/store-refused';
import { secretsOf } from './trial-secrets';

const root = join(__dirname, '../..');

/** Runs what the command line asks for: the server, or one of the small commands beside it. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    const [command, ...rest] = argv;
    if (command === undefined) await serve();
    else if (command === 'env-example') process.stdout.write(envExample());
    else if (command === 'flow-schema') process.stdout.write(flowSchema());
    else if (command === 'check-flows') checkFlows();
    else if (command === 'publish-flows') await publish();
    else if (command === 'export-flows') await exportPublished();
    else if (command === 'account') process.exitCode = await runAccountCommand(readConfig(process.env), rest);
    else if (command === 'rotate-key') process.exitCode = await runRotateKeyCommand(readConfig(process.env));
    else if (command === 'destroy-key')
      process.exitCode = await runDestroyKeyCommand(readConfig(process.env), rest);
    else if (command === 'data-requests')
      process.exitCode = await runDataRequestsCommand(readConfig(process.env), rest);
    else if (command === 'connect')
      process.exitCode = await runConnectCommand({ config: readConfig(process.env), root }, rest);
    else if (command === 'backup') process.exitCode = await runBackupCommand(readConfig(process.env), rest);
    else if (command === 'restore') process.exitCode = await runRestoreCommand(readConfig(process.env), rest);
    else
      refuse(
        `There is no command "${command}". There are: check-flows, publish-flows, export-flows, account, connect, data-requests, backup, restore, rotate-key, destroy-key, env-example, flow-schema.`,
      );
  } catch (error) {
    const sentence = sentenceFor(error);
    if (sentence === undefined) throw error;
    refuse(sentence);
  }
}

/** Whoever asked for the end waits no longer than this. */
const MOST_CLOSING_MS = 9_500;

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const log = makeLog(config.logLevel);
  const asked = new AbortController();
  const { signal } = asked;
  const end = (): void => {
    if (signal.aborted) return;
    // What is left then is found by the next start, as after a crash.
    setTimeout(() => process.exit(0), MOST_CLOSING_MS).unref();
    asked.abort();
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  const system = await openSystem({ log, root, signal }, config).catch((error: unknown) => {
    // It was waiting for its database.
    if (signal.aborted && isAway(error)) process.exit(0);
    throw error;
  });
  const close = (): void => void system.close().then(() => process.exit(0));
  if (signal.aborted) return close();
  signal.addEventListener('abort', close, { once: true });
  tellWhereToGo(system);
}

function tellWhereToGo({ url, simulator, handOuts }: System): void {
  const lines = simulator
    ? [
        'Tiếp Nhận đang chạy thử trên máy này (không kết nối Facebook).',
        `  Người dân trò chuyện:   ${url}/chat/`,
        `  Cán bộ trả lời:         ${url}/console/`,
      ]
    : [`Tiếp Nhận đang chạy. Cán bộ trả lời: ${url}/console/`];
  if (handOuts.length > 0) {
    lines.push('', 'Tài khoản dùng thử (mật khẩu dùng một lần, chỉ hiện lần này):');
    lines.push(...handOuts.map(({ username, password }) => `  ${username.padEnd(14)} ${password}`));
    lines.push('Quên mật khẩu: npm run account -- reset <tên đăng nhập>');
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

function checkFlows(): void {
  const { flows } = readFlowFolder(join(root, 'flows'));
  const steps = flows.reduce((sum, flow) => sum + flow.steps.length, 0);
  process.stdout.write(`flows/: ${flows.length} flows with ${steps} steps, nothing wrong.\n`);
}

async function publish(): Promise<void> {
  const read = readFlowFolder(join(root, 'flows'));
  const config = readConfig(process.env);
  const { store, close } = await openStore({ clock: systemClock }, { ...config, ...secretsOf(config) });
  try {
    const published = await publishFlows({ ...store, clock: systemClock }, read, 'changed');
    process.stdout.write(
      published.length > 0
        ? `Published: ${published.join(', ')}. Running servers use it within seconds.\n`
        : 'Nothing to publish: the files say what is published already.\n',
    );
  } finally {
    await close();
  }
}

async function exportPublished(): Promise<void> {
  const config = readConfig(process.env);
  const { store, close } = await openStore({ clock: systemClock }, { ...config, ...secretsOf(config) });
  try {
    const deps = { ...store, clock: systemClock };
    const written = await exportFlows(deps, join(root, 'flows'), userInfo().username);
    process.stdout.write(
      written.length > 0
        ? `Written to flows/: ${written.join(', ')}.\n`
        : 'Nothing to export: flows/ says what is published already.\n',
    );
  } finally {
    await close();
  }
}

/** One clear sentence for what a person can mend; anything else is a fault of the program and shows its trace. */
function sentenceFor(error: unknown): string | undefined {
  if (error instanceof ConfigRefused || error instanceof FlowsRefused || error instanceof StoreRefused)
    return error.message;
  if (isAway(error)) return 'The database went away while it was being opened: start again once it is back.';
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use: stop the program that uses it, or set PORT to another one.`;
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} may not be used by this account: set PORT to one above 1024.`;
  if (code === 'EADDRNOTAVAIL')
    return `HOST ${address} is not an address of this machine: set HOST to one that is.`;
  return undefined;
}

function refuse(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

if (require.main === module) void run(process.argv.slice(2));
