import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keep } from '../children.mjs';
import { root } from '../program.mjs';
import { NotHere } from '../services.mjs';

/** The other bots, in exactly these versions, each in a folder of its own: nothing of the project depends on them. */
export const peers = {
  bottender: {
    packages: { bottender: '1.5.5', mongodb: '3.7.4' },
    // Bottender looks for these two names in the folder where it is started.
    files: { 'bottender.cjs': 'index.js', 'bottender.config.cjs': 'bottender.config.js' },
  },
  botkit: {
    // The adapter leaves it to the bot to install `request`.
    packages: { botkit: '4.15.0', 'botbuilder-adapter-facebook': '1.0.12', request: '2.88.2' },
    files: { 'botkit.cjs': 'botkit.cjs' },
  },
};

export const peerVersions = () =>
  Object.values(peers).flatMap(({ packages }) =>
    Object.entries(packages).map(([name, version]) => `${name} ${version}`),
  );

const INSTALL_MS = 150_000;
const outcomes = new Map();

/**
 * The folder where a peer is installed, with the bot that is written for it; what an earlier run installed is used
 * again. @throws NotHere
 */
export async function installed(name) {
  if (!outcomes.has(name))
    outcomes.set(
      name,
      install(name).catch((error) => error),
    );
  const outcome = await outcomes.get(name);
  if (outcome instanceof Error) throw outcome;
  return outcome;
}

async function install(name) {
  const { packages, files } = peers[name];
  const folder = join(root, 'test-output/bench-peers', name);
  mkdirSync(folder, { recursive: true });
  const isThere = ([one, version]) => versionIn(folder, one) === version;
  if (!Object.entries(packages).every(isThere)) {
    process.stderr.write(`  installing ${name} into ${folder}\n`);
    const specs = Object.entries(packages).map(([one, version]) => `${one}@${version}`);
    await npmInstall(folder, specs);
    if (!Object.entries(packages).every(isThere))
      throw new NotHere(`not installed: ${name} has another version`);
  }
  for (const [from, to] of Object.entries(files))
    copyFileSync(join(import.meta.dirname, from), join(folder, to));
  return folder;
}

function versionIn(folder, name) {
  const path = join(folder, 'node_modules', name, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : undefined;
}

function npmInstall(folder, specs) {
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error'];
  const child = keep(
    spawn('npm', ['install', ...options, '--prefix', folder, ...specs], {
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (said = (said + text).slice(-500)));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), INSTALL_MS);
    const fail = (why) => reject(new NotHere(`not installed: ${why}`));
    child.once('error', (error) => fail(`npm could not be started (${error.code})`));
    child.once('exit', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve();
      else if (signal) fail(`npm took longer than ${INSTALL_MS / 1_000} s`);
      else fail(/npm error (.*)/.exec(said)?.[1] ?? `npm ended with ${code}`);
    });
  });
}
