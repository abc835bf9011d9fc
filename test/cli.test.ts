import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { envExample } from '../src/config';
import { flowSchema } from '../src/conversation/flow-schema';
import { forgetProfile, profileEnv } from './support/profile-env';
import { isServiceProfile } from './support/services';

const root = join(__dirname, '..');
const cli = join(root, 'dist/src/cli.js');
let folder: string;

beforeAll(() => {
  if (!existsSync(cli)) throw new Error('The program is not built. Run: npm run build');
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-cli-'));
});
afterEach(async () => {
  await forgetProfile();
  rmSync(folder, { recursive: true, force: true });
});

const run = (argv: readonly string[], env: Record<string, string> = {}, program = cli) => {
  const done = spawnSync(process.execPath, [program, ...argv], {
    env: {
      PATH: process.env.PATH ?? '',
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'silent',
      PORT: '0',
      ...profileEnv(env.DATA_DIR ?? join(folder, 'data')),
      ...env,
    },
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status: done.status, out: done.stdout, err: done.stderr };
};

/** One clear sentence (or a list of them), no stack, exit code 1. */
const expectRefusal = (done: ReturnType<typeof run>, ...parts: (string | RegExp)[]) => {
  expect(done.status).toBe(1);
  expect(done.err).not.toMatch(/^\s+at /m);
  for (const part of parts) expect(done.err).toMatch(part);
};

describe('the program refuses to start with one clear sentence', () => {
  it('when its port is in use', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const done = run([], { PORT: String(port) });
    other.close();
    expectRefusal(done, `Port ${port} is in use`, 'set PORT to another one');
  });

  it('when the data folder cannot be made', () => {
    writeFileSync(join(folder, 'file'), '');
    expectRefusal(run([], { DATA_DIR: join(folder, 'file', 'data') }), 'DATA_DIR', 'cannot be');
  });

  (isServiceProfile ? it.skip : it)('when the data file is no data file of this program', () => {
    mkdirSync(join(folder, 'data'));
    writeFileSync(
      join(folder, 'data/tiep-nhan.sqlite'),
      'something else entirely, and long enough to be looked at'.repeat(40),
    );
    const done = run([]);
    expectRefusal(done, 'tiep-nhan.sqlite');
    expect(readFileSync(join(folder, 'data/tiep-nhan.sqlite'), 'utf8')).toContain('something else');
  });

  it('when some Meta credentials are set and some are not, naming all mistakes at once', () => {
    const done = run([], { PAGE_ID: '1234', PORT: 'abc' });
    expectRefusal(done, 'APP_ID, APP_SECRET, VERIFY_TOKEN, PAGE_ACCESS_TOKEN', 'PORT', 'MASTER_KEY');
  });

  it('when a flow file is broken, naming file, step and how to mend it', () => {
    const copy = join(folder, 'copy');
    cpSync(join(root, 'dist/src'), join(copy, 'dist/src'), { recursive: true });
    cpSync(join(root, 'dist/webhooks'), join(copy, 'dist/webhooks'), { recursive: true });
    cpSync(join(root, 'flows'), join(copy, 'flows'), { recursive: true });
    copyFileSync(join(root, 'package.json'), join(copy, 'package.json'));
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    const flow = join(copy, 'flows/gop-y.yaml');
    writeFileSync(flow, readFileSync(flow, 'utf8').replace(/flow: lien-he/, 'flow: lien-hee'));
    const program = join(copy, 'dist/src/cli.js');
    for (const argv of [[], ['check-flows']]) {
      expectRefusal(run(argv, {}, program), 'gop-y.yaml', 'lien-hee');
    }
  });

  it('when the command does not exist', () => {
    expectRefusal(run(['fly']), 'There is no command "fly"', 'check-flows');
  });
});

describe('the small commands', () => {
  it('check-flows counts the flows that ship', () => {
    const done = run(['check-flows']);
    expect(done).toMatchObject({ status: 0, err: '' });
    const flows = readdirSync(join(root, 'flows')).filter((name) => name.endsWith('.yaml')).length - 2;
    expect(done.out).toContain(`${flows} flows`);
  });

  it('publish-flows publishes once, and then finds nothing to publish', () => {
    expect(run(['publish-flows']).out).toContain('chinh@1');
    expect(run(['publish-flows']).out).toContain('Nothing to publish');
  });

  it('account makes an account once, and resets its password', () => {
    const made = run(['account', 'make', 'lananh', 'duty-officer', 'Nguyễn', 'Lan', 'Anh']);
    expect(made).toMatchObject({ status: 0, err: '' });
    const first = /lần: (\S{16,})/.exec(made.out)?.[1];
    expect(first).toBeDefined();
    expect(run(['account', 'make', 'lananh', 'admin', 'Khác']).status).toBe(1);
    const reset = run(['account', 'reset', 'lananh']);
    expect(/lần: (\S{16,})/.exec(reset.out)?.[1]).not.toBe(first);
    expect(run(['account', 'reset', 'ai-do']).err).toContain('Không có tài khoản');
    expect(run(['account', 'make', 'x', 'chief', 'Ai']).err).toContain('duty-officer');
  });

  it('data-requests lists what people asked for, and notes down what is done', () => {
    expect(run(['data-requests'])).toMatchObject({ status: 0, out: 'Chưa có yêu cầu nào.\n' });
    expect(run(['data-requests', 'done', 'ABCDEF0123456789ABCD']).err).toContain(
      'Không có yêu cầu nào có mã',
    );
    expect(run(['data-requests', 'delete']).err).toContain('Cách dùng');
  });

  it('connect says in both languages what is missing, and that there is more to do', () => {
    const done = run(['connect'], { PORT: '1' });
    expect(done.status).toBe(1);
    expect(done.out).toContain('Địa chỉ công khai không trả lời như mong đợi (ECONNREFUSED).');
    expect(done.out).toContain('The public address does not answer as it should (ECONNREFUSED).');
    expect(done.out).toContain('Facebook cannot be reached');
    expect(done.out).toContain('2 to mend; then run it again: npm run connect');
    expect(run(['connect', '--tester', 'An']).err).toContain('--tester <PSID>');
  });

  it('the files that are made from code are up to date', () => {
    expect(readFileSync(join(root, '.env.example'), 'utf8')).toBe(envExample());
    expect(readFileSync(join(root, 'flows/schema.json'), 'utf8')).toBe(flowSchema());
  });
});
