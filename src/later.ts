/** Runs something later, once. Tests bring their own, so that none of them sleeps. */
export type Later = (ms: number, run: () => void) => () => void;

/** @returns how to call it off. Does not keep the process alive. */
export const later: Later = (ms, run) => {
  const timer = setTimeout(run, ms).unref();
  return () => clearTimeout(timer);
};
