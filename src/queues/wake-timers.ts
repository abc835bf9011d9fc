/** Longer delays overflow the timer and would fire at once. Nothing waits that long: the sweeper comes first. */
const longestDelayMs = 2 ** 31 - 1;

/** Wake-ups of this process that lie in the future. They keep no process alive. */
export function wakeTimers(): { after(delayMs: number, wake: () => void): void; clear(): void } {
  const timers = new Set<NodeJS.Timeout>();
  return {
    after: (delayMs, wake) => {
      // Also for what is no number.
      if (!(delayMs > 0)) return wake();
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          wake();
        },
        Math.min(delayMs, longestDelayMs),
      );
      timers.add(timer.unref());
    },
    clear: () => {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
