// Builds what is missing or older than its sources, and only that, then runs the program from dist. Plain
// JavaScript, because it has to run before anything is built.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules', '.bin', name);
const web = [
  'src/console',
  'src/simulator',
  'src/cases',
  'flows/schema.json',
  'vite.config.mjs',
  'package-lock.json',
];

const parts = [
  {
    name: 'server',
    sources: ['src', 'webhooks', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    result: 'dist/src/cli.js',
    command: [bin('tsc'), '-p', 'tsconfig.build.json'],
  },
  {
    name: 'console',
    sources: web,
    result: 'dist/web/console/index.html',
    command: [bin('vite'), 'build', '--mode', 'console', '--logLevel', 'warn'],
  },
  {
    name: 'chat',
    sources: web,
    result: 'dist/web/chat/index.html',
    command: [bin('vite'), 'build', '--mode', 'chat', '--logLevel', 'warn'],
  },
];

if (!existsSync(bin('tsc')) && !existsSync(join(root, parts[0].result))) {
  fail('The packages are not installed. Run: npm ci');
}

const argv = process.argv.slice(2);
const watch = argv[0] === '--watch';
if (argv[0] === 'build' || argv.length === 0 || watch) parts.forEach(build);
else build(parts[0]);

if (watch) await develop();
else if (argv[0] !== 'build') {
  const { run } = await import(join(root, 'dist/src/cli.js'));
  await run(argv);
}

function build(part) {
  const stamp = join(root, 'dist', `.built-${part.name}`);
  const state = stateOf(part.sources);
  if (existsSync(join(root, part.result)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === state)
    return;
  if (!existsSync(part.command[0])) return;
  process.stderr.write(`Building the ${part.name}…\n`);
  const { status } = spawnSync(process.execPath, part.command, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(`The ${part.name} could not be built; what is wrong stands above.`);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, state);
}

/** Names, sizes and times of all sources: any change shows in it. */
function stateOf(sources) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const stat = statSync(join(root, path));
    if (!stat.isDirectory()) return void hash.update(`${path}|${stat.size}|${stat.mtimeMs}\n`);
    for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
  };
  sources.filter((path) => existsSync(join(root, path))).forEach(visit);
  return hash.digest('hex');
}

/** Compiles on every change of the server's sources and starts it again; the pages are built once at the start. */
async function develop() {
  spawn(process.execPath, [bin('tsc'), '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'], {
    cwd: root,
    stdio: 'inherit',
  });
  spawn(
    process.execPath,
    ['--watch', '--watch-path=dist/src', '--watch-path=dist/webhooks', 'dist/src/cli.js'],
    { cwd: root, stdio: 'inherit' },
  );
  await new Promise(() => {});
}

function fail(sentence) {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}
