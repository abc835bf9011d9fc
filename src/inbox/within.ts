import type { Later } from '../later';

/** It took longer than it may. It may still happen. */
export class TooLate extends Error {
  override readonly name = 'TooLate';
}

/**
 * What `work` comes to, if it does so in time. A process that was busy itself for so long has answers lying there
 * unread: they get one more turn of the event loop, so that our own load does not look like somebody else's silence.
 * @throws TooLate, or what the work throws
 */
export async function within<T>(later: Later, ms: number, work: () => Promise<T>): Promise<T> {
  let cancel = (): void => undefined;
  const lapse = new Promise<never>((_resolve, reject) => {
    cancel = later(ms, () => setImmediate(() => reject(new TooLate('no answer in time'))));
  });
  try {
    return await Promise.race([work(), lapse]);
  } finally {
    cancel();
  }
}
