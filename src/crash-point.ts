let armed: string | undefined;

/** For tests of what a crash leaves behind: the process kills itself at the named point, the next time it gets there. */
export const armCrashPoint = (name: string | undefined): void => {
  armed = name;
};

/** Does nothing unless a test armed this point. */
export const crashPoint = (name: string): void => {
  if (armed === name) process.kill(process.pid, 'SIGKILL');
};
