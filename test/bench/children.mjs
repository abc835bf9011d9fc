import { fork } from 'node:child_process';

const children = new Set();

/** Every child is in this list until it has ended, so that none outlives the run. */
export function keep(child) {
  children.add(child);
  child.once('exit', () => children.delete(child));
  return child;
}

/** Ends a child: asked first, killed if it does not listen. */
export async function end(child, { signal = 'SIGTERM', graceMs = 5_000 } = {}) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
}

/** At once and without waiting: for when the run itself is cut short. */
export function killAll() {
  for (const child of children) child.kill('SIGKILL');
}

/** A script of ours in a process of its own, that answers what it is asked. */
export function helper(script) {
  const child = keep(fork(script, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }));
  return {
    child,
    ask: (question, withinMs) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => settle(reject, new Error(`${question.type}: no answer within ${withinMs} ms`)),
          withinMs,
        );
        const onExit = () => settle(reject, new Error(`${question.type}: the process ended`));
        const onMessage = (message) => {
          if (message.type !== 'answer') return;
          if (message.error) settle(reject, new Error(message.error));
          else settle(resolve, message.result);
        };
        function settle(how, value) {
          clearTimeout(timer);
          child.off('exit', onExit).off('message', onMessage);
          how(value);
        }
        child.once('exit', onExit).on('message', onMessage).send(question);
      }),
  };
}

/** The other end of `helper`. The process ends with the one that started it. */
export function answer(performers) {
  process.on('disconnect', () => process.exit(0));
  process.on('message', async (question) => {
    try {
      process.send({ type: 'answer', result: await performers[question.type](question) });
    } catch (error) {
      process.send({ type: 'answer', error: error.stack });
    }
  });
}
