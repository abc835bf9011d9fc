import { inProcessQueue } from '../../src/queues/in-process';
import { queueContract, recorder } from './queue-contract';

function open() {
  const lines: string[] = [];
  const log = {
    error: (fields: object, message: string) => void lines.push(JSON.stringify([message, fields])),
  };
  const queue = inProcessQueue({ log });
  return { queue, logged: () => lines.join('\n'), cleanup: () => queue.close() };
}

queueContract('The queue in memory', async () => open());

describe('The queue in memory', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  it('does not start a handler inside the turn of whoever woke it', async () => {
    const { queue, cleanup } = open();
    const turns = recorder();
    queue.work('turns', turns.handler, 1);
    await queue.wake('turns', 'a');
    expect(turns.ids).toEqual([]);
    await turns.started(1);
    await cleanup();
  });

  it('wakes nobody early after a very long delay, and forgets its timers when it closes', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const { queue, cleanup } = open();
    const turns = recorder();
    queue.work('turns', turns.handler, 1);
    await queue.wake('turns', 'far', 1e12);
    await queue.wake('turns', 'nonsense', Number.NaN);
    await turns.started(1);
    await jest.advanceTimersByTimeAsync(1000);
    expect(turns.ids).toEqual(['nonsense']);
    expect(jest.getTimerCount()).toBe(1);
    await cleanup();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('keeps no process alive for a wake-up to come', async () => {
    const { queue, cleanup } = open();
    const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    await queue.wake('turns', 'a', 60_000);
    expect(timers()).toBe(before);
    await cleanup();
  });

  it('refuses a second handler for a topic, and a concurrency of nothing', async () => {
    const { queue, cleanup } = open();
    queue.work('turns', async () => undefined, 1);
    expect(() => queue.work('turns', async () => undefined, 1)).toThrow(/"turns" has a handler already/);
    expect(() => queue.work('cases', async () => undefined, 0)).toThrow(/concurrency of 1 or more/);
    await cleanup();
  });
});
