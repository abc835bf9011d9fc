import { later } from '../later';
import type { Parts } from '../parts';
import { repeat } from '../watch/repeat';
import { eraseIdle } from './erase-idle';

/** What is urgent goes first when a process starts. */
const FIRST_MS = 10 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** Erases, in a worker, what is kept for no longer. @returns how to stop; resolves when nothing is under way any more */
export const startRetention = ({ opened, clock, log }: Pick<Parts, 'opened' | 'clock' | 'log'>) =>
  repeat(
    { later, log },
    { firstMs: FIRST_MS, everyMs: DAY_MS, failed: 'what is kept for no longer was not erased' },
    () => eraseIdle({ ...opened, clock, log }),
  );
