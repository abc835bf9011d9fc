// One server program as a child process that a test may stop, kill and start again on the same port and folder.
// CommonJS, because both Jest's sandbox and plain Node scripts load it, before anything is built.
const { spawn } = require('node:child_process');
const { randomInt } = require('node:crypto');
const { closeSync, existsSync, openSync, readFileSync } = require('node:fs');
const { createServer } = require('node:net');

const READY_MS = 30_000;
const STOP_MS = 20_000;
const LOG_TAIL = 1_500;

/** Those that run. None outlives the process that started it. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** Where the kernel can see to that, it does: a test run that is killed outright, and Jest's sandbox, raise no `exit`. */
const SETPRIV = '/usr/bin/setpriv';
const diesWithUs = existsSync(SETPRIV) ? [SETPRIV, '--pdeathsig', 'KILL', '--'] : [];

/**
 * Starts the program and waits until `ready` resolves; its signal aborts when nobody waits for it any more.
 * @param {{ name: string, command: string, args: string[], logFile: string,
 *           ready: (signal: AbortSignal) => Promise<void> }} program
 */
async function startProcess(program) {
  let child = await launch(program);
  return {
    pid: () => child.pid,
    isRunning: () => running.has(child),
    signal: (name) => running.has(child) && child.kill(name),
    /** Asks it to end; kills it if it does not. A stopped (SIGSTOP) process is woken first, or it could not hear. */
    async stop() {
      child.kill('SIGCONT');
      await end(child, 'SIGTERM');
    },
    kill: () => end(child, 'SIGKILL'),
    async restart() {
      child.kill('SIGCONT');
      await end(child, 'SIGTERM');
      child = await launch(program);
    },
  };
}

async function launch({ name, command, args, logFile, ready }) {
  // The log goes straight into a file: a pipe that a busy test does not read would block the server.
  const log = openSync(logFile, 'a');
  // A group of its own: Ctrl+C in the terminal reaches the tests, which then stop their servers in order.
  const [program, ...rest] = [...diesWithUs, command, ...args];
  const child = spawn(program, rest, { stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  running.add(child);
  child.once('error', () => running.delete(child));
  child.once('exit', () => running.delete(child));

  const waiting = new AbortController();
  const failed = new Promise((_resolve, reject) => {
    const fail = (how) => {
      if (!waiting.signal.aborted) reject(new Error(`${name} ${how}:\n${tailOf(logFile)}`));
    };
    child.once('error', (error) => fail(`could not be started (${error.code})`));
    child.once('exit', (code, signal) => fail(`ended while starting (${signal ?? code})`));
    const timer = setTimeout(() => fail(`was not ready within ${READY_MS / 1_000} s`), READY_MS);
    waiting.signal.addEventListener('abort', () => clearTimeout(timer));
  });
  try {
    await Promise.race([ready(waiting.signal), failed]);
    return child;
  } catch (error) {
    await end(child, 'SIGKILL');
    throw error;
  } finally {
    waiting.abort();
  }
}

async function end(child, signal) {
  if (!running.has(child)) return;
  const ended = new Promise((resolve) => child.once('exit', resolve).once('error', resolve));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}

const tailOf = (logFile) => readFileSync(logFile, 'utf8').slice(-LOG_TAIL);

/**
 * A loopback port that nobody listens on. From below those that the system hands out to clients: a client that tries
 * to reach its stopped server over and over would else now and then be given that very port, and talk to itself.
 */
async function freePort() {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
  throw new Error('There is no free port between 20000 and 32000.');
}

const isFree = (port) =>
  new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });

module.exports = { startProcess, freePort };
