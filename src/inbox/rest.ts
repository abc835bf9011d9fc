import type { Later } from '../later';

/** Pauses of a loop in the background, and its end. */
export type Rest = {
  readonly isOver: () => boolean;
  /** Over sooner when the end comes. */
  readonly pause: (ms: number) => Promise<void>;
  readonly end: () => void;
};

export function makeRest(later: Later): Rest {
  let over = false;
  let wake = (): void => undefined;
  return {
    isOver: () => over,
    pause: (ms) =>
      new Promise((resolve) => {
        if (over) return resolve();
        const cancel = later(ms, resolve);
        wake = () => {
          cancel();
          resolve();
        };
      }),
    end: () => {
      over = true;
      wake();
    },
  };
}
