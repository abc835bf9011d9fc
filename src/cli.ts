import { userInfo } from 'node:os';
import { join } from 'node:path';
import { systemClock } from './clock';
import { ConfigRefused, envExample, readConfig } from './config';
import { makeLog } from './log';
import { openSystem, type System } from './main';
import { isAway } from './reach-store';
import { FlowsRefused, publishFlows, readFlowFolder } from './publish-flows';
import { openStore } from './store/open-store';
import { StoreRefused } from './store/store-refused';
import { secretsOf } from './trial-secrets';

const root = join(__dirname, '../..');

type Command = (rest: readonly string[]) => void | Promise<void>;

const exitWith = async (code: Promise<number>): Promise<void> => void (process.exitCode = await code);
const config = () => readConfig(process.env);

/** Beside the server. Each loads what it needs itself, so that the server starts without it. */
const commands: Readonly<Record<string, Command>> = {
  'check-flows': checkFlows,
  'publish-flows': publish,
  'export-flows': exportPublished,
  account: async (rest) =>
    exitWith((await import('./console/account-command.js')).runAccountCommand(config(), rest)),
  connect: async (rest) =>
    exitWith((await import('./connect/command.js')).runConnectCommand({ config: config(), root }, rest)),
  'data-requests': async (rest) =>
    exitWith((await import('./data-requests-command.js')).runDataRequestsCommand(config(), rest)),
  backup: async (rest) => exitWith((await import('./backup/command.js')).runBackupCommand(config(), rest)),
  restore: async (rest) => exitWith((await import('./backup/command.js')).runRestoreCommand(config(), rest)),
  'rotate-key': async () => exitWith((await import('./rotate-key-command.js')).runRotateKeyCommand(config())),
  'destroy-key': async (rest) =>
    exitWith((await import('./destroy-key-command.js')).runDestroyKeyCommand(config(), rest)),
  'env-example': () => void process.stdout.write(envExample()),
  'flow-schema': async () =>
    void process.stdout.write((await import('./conversation/flow-schema.js')).flowSchema()),
};

/** Runs what the command line asks for: the server, or one of the small commands. */
export async function run(argv: readonly string[]): Promise<void> {
  try {
    const [name, ...rest] = argv;
    const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (name === undefined) await serve();
    else if (command) await command(rest);
    else refuse(`There is no command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
  } catch (error) {
    const sentence = sentenceFor(error);
    if (sentence === undefined) throw error;
    refuse(sentence);
  }
}

/** Whoever asked for the end waits no longer than this. */
const MOST_CLOSING_MS = 9_500;

async function serve(): Promise<void> {
  const settings = config();
  const log = makeLog(settings.logLevel);
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
  const system = await openSystem({ log, root, signal }, settings).catch((error: unknown) => {
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
  const settings = config();
  const { store, close } = await openStore({ clock: systemClock }, { ...settings, ...secretsOf(settings) });
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
  const { exportFlows } = await import('./publishing/export-flows.js');
  const settings = config();
  const { store, close } = await openStore({ clock: systemClock }, { ...settings, ...secretsOf(settings) });
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
