import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/**
 * Asks a process again and again whether it is alive: one whose event loop is held up answers late.
 * @returns how to stop it; that resolves with the longest time (ms) that an answer took
 */
export function feelPulse(port: number): () => Promise<number> {
  const worker = new Worker(join(__dirname, 'pulse.worker.cjs'), { workerData: { port } });
  return async () => {
    const felt = new Promise<{ longest: number; asked: number }>((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
    });
    worker.postMessage('stop');
    const { longest, asked } = await felt;
    await worker.terminate();
    if (asked === 0) throw new Error('the pulse was never felt');
    return longest;
  };
}
