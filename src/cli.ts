import { join } from 'node:path';
import { systemClock } from './clock';
import { ConfigRefused, envExample, readConfig } from './config';
import { runAccountCommand } from './console/account-command';
import { flowSchema } from './conversation/flow-schema';
import { makeLog } from './log';
import { openSystem, type System } from './main';
import { FlowsRefused, publishFlows, readFlowFolder } from './publish-flows';
import { openStore } from './store/open-store';
import { StoreRefused } from './store/store-refused';

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
    else if (command === 'account') process.exitCode = await runAccountCommand(readConfig(process.env), rest);
    else
      refuse(
        `There is no command "${command}". There are: check-flows, publish-flows, account, env-example, flow-schema.`,
      );
  } catch (error) {
    const sentence = sentenceFor(error);
    if (sentence === undefined) throw error;
    refuse(sentence);
  }
}

async function serve(): Promise<void> {
  const config = readConfig(process.env);
  const log = makeLog(config.logLevel);
  const system = await openSystem({ log, root }, config);
  tellWhereToGo(system);
  let closing = false;
  const end = (): void => {
    if (closing) return;
    closing = true;
    void system.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
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
  const { store, close } = await openStore({ clock: systemClock }, readConfig(process.env).dataDir);
  try {
    const published = await publishFlows({ flows: store.flows, clock: systemClock }, read, 'changed');
    process.stdout.write(
      published.length > 0
        ? `Published: ${published.join(', ')}. A running server uses it after its next start.\n`
        : 'Nothing to publish: the files say what is published already.\n',
    );
  } finally {
    await close();
  }
}

/** One clear sentence for what a person can mend; anything else is a fault of the program and shows its trace. */
function sentenceFor(error: unknown): string | undefined {
  if (error instanceof ConfigRefused || error instanceof FlowsRefused || error instanceof StoreRefused)
    return error.message;
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
