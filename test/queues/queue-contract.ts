import type { Queue } from '../../src/queues/queue';

export type QueueUnderTest = {
  readonly queue: Queue;
  /** What was logged so far, as one text. */
  readonly logged: () => string;
  readonly cleanup: () => Promise<void>;
};

/** What every Queue adapter has to do. `open` gives an empty one for each call. */
export function queueContract(name: string, open: () => Promise<QueueUnderTest>): void {
  describe(`${name}, as a Queue`, () => {
    let opened: QueueUnderTest;
    let queue: Queue;

    beforeEach(async () => {
      opened = await open();
      queue = opened.queue;
    });
    afterEach(() => opened.cleanup());

    it('hands each id to the handler of its topic', async () => {
      const turns = recorder();
      const cases = recorder();
      queue.work('turns', turns.handler, 1);
      queue.work('cases', cases.handler, 1);
      await queue.wake('turns', 'a');
      await queue.wake('cases', 'b');
      await turns.started(1);
      await cases.started(1);
      expect([turns.ids, cases.ids]).toEqual([['a'], ['b']]);
    });

    it('keeps wake-ups that come before their handler', async () => {
      await queue.wake('turns', 'a');
      const turns = recorder();
      queue.work('turns', turns.handler, 1);
      await turns.started(1);
      expect(turns.ids).toEqual(['a']);
    });

    it('runs an id once for many wake-ups that wait', async () => {
      const turns = recorder({ held: true });
      queue.work('turns', turns.handler, 1);
      await queue.wake('turns', 'first');
      await turns.started(1);
      for (const id of ['a', 'a', 'b', 'a', 'b']) await queue.wake('turns', id);
      turns.letGo();
      await turns.started(3);
      await queue.wake('turns', 'last');
      await turns.started(4);
      expect(turns.ids).toEqual(['first', 'a', 'b', 'last']);
    });

    it('runs an id once more when it is woken while it runs, never twice at once', async () => {
      const turns = recorder({ held: true });
      queue.work('turns', turns.handler, 5);
      await queue.wake('turns', 'a');
      await turns.started(1);
      for (let times = 0; times < 3; times++) await queue.wake('turns', 'a');
      await queue.wake('turns', 'b');
      await turns.started(2);
      expect(turns.ids).toEqual(['a', 'b']);
      turns.letGo();
      await turns.started(3);
      await queue.wake('turns', 'c');
      await turns.started(4);
      expect(turns.ids).toEqual(['a', 'b', 'a', 'c']);
      expect(turns.twiceAtOnce()).toBe(false);
    });

    it('runs as many ids at once as it may, per topic', async () => {
      const turns = recorder({ held: true });
      const media = recorder();
      queue.work('turns', turns.handler, 3);
      queue.work('media', media.handler, 1);
      for (let id = 0; id < 9; id++) await queue.wake('turns', `${id}`);
      await turns.started(3);
      // Another topic goes on; by the time it has, a fourth would have started.
      await queue.wake('media', 'x');
      await media.started(1);
      expect(turns.ids).toHaveLength(3);
      turns.letGo();
      await turns.started(9);
      expect(turns.mostAtOnce()).toBe(3);
    });

    it('waits for the delay of a wake-up', async () => {
      const turns = recorder();
      queue.work('turns', turns.handler, 1);
      const from = performance.now();
      await queue.wake('turns', 'late', 60);
      await queue.wake('turns', 'now');
      await turns.started(2);
      expect(turns.ids).toEqual(['now', 'late']);
      expect(performance.now() - from).toBeGreaterThan(58);
    });

    it('logs the topic and the id of a failed run, not what the error says, and goes on', async () => {
      const turns = recorder();
      const fail = (id: string): Promise<void> => {
        const handled = turns.handler(id);
        if (id === 'thrown') throw new RangeError('Nguyễn Văn A, 0912345678');
        return id === 'rejected' ? Promise.reject(new TypeError('Nguyễn Văn B')) : handled;
      };
      queue.work('turns', fail, 1);
      for (const id of ['thrown', 'rejected', 'fine']) await queue.wake('turns', id);
      await turns.started(3);
      await queue.wake('turns', 'thrown');
      await turns.started(4);
      await queue.wake('turns', 'fine');
      await turns.started(5);
      const logged = opened.logged();
      expect(logged).toMatch(/turns/);
      expect(logged).toMatch(/thrown.*RangeError/);
      expect(logged).toMatch(/rejected.*TypeError/);
      expect(logged).not.toMatch(/Nguyễn|0912345678/);
    });

    it('waits for the running handlers when it closes, and starts none after', async () => {
      const turns = recorder({ held: true });
      queue.work('turns', turns.handler, 1);
      await queue.wake('turns', 'running');
      await queue.wake('turns', 'waiting');
      await queue.wake('turns', 'late', 1);
      await turns.started(1);
      let closed = false;
      const closing = queue.close().then(() => (closed = true));
      await queue.wake('turns', 'after').catch(() => undefined);
      expect(closed).toBe(false);
      turns.letGo();
      await closing;
      expect(turns.running()).toBe(0);
      expect(turns.ids).toEqual(['running']);
    });
  });
}

/** A handler that writes down what it is given; `held` runs end only when they are let go. */
export function recorder({ held = false } = {}) {
  const ids: string[] = [];
  const now: string[] = [];
  let most = 0;
  let twice = false;
  let letGo = (): void => undefined;
  const gate = held ? new Promise<void>((resolve) => (letGo = resolve)) : Promise.resolve();
  let told: (() => void)[] = [];
  return {
    ids,
    handler: async (id: string): Promise<void> => {
      twice ||= now.includes(id);
      ids.push(id);
      now.push(id);
      most = Math.max(most, now.length);
      const tell = told;
      told = [];
      for (const each of tell) each();
      await gate;
      now.splice(now.indexOf(id), 1);
    },
    /** Resolves once so many runs have begun. */
    started: async (count: number): Promise<void> => {
      while (ids.length < count) await new Promise<void>((resolve) => told.push(resolve));
    },
    letGo: () => letGo(),
    running: () => now.length,
    mostAtOnce: () => most,
    twiceAtOnce: () => twice,
  };
}
