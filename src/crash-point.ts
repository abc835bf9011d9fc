let armed: { readonly name: string; readonly signal: 'SIGKILL' | 'SIGSTOP' } | undefined;

/**
 * For tests of what a crash leaves behind: the process kills itself at the named point, the next time it gets there.
 * With `:hang` behind the name it stands still instead, until it is woken from outside.
 */
export const armCrashPoint = (point: string | undefined): void => {
  const [name = '', how] = point?.split(':') ?? [];
  armed = point === undefined ? undefined : { name, signal: how === 'hang' ? 'SIGSTOP' : 'SIGKILL' };
};

/** Does nothing unless a test armed this point. */
export const crashPoint = (name: string): void => {
  if (armed?.name !== name) return;
  const { signal } = armed;
  // Once woken it goes on as if nothing had been.
  armed = undefined;
  process.kill(process.pid, signal);
};
