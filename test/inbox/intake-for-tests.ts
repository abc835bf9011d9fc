import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADOPT_MS, openIntake, SPOOL_CAP_MS, type Intake } from '../../src/inbox/intake';
import { openSpool, type Spool } from '../../src/spool/spool';
import { StoreAway } from '../../src/store/store-away';
import type { EventDoc } from '../../src/store/events';

export type StoreMood = 'here' | 'away' | 'hung' | 'full';

/** A store that does as it is told. What hangs happens, or never does, when it is let go. */
export function moodyStore() {
  const kept = new Map<string, EventDoc>();
  const hanging: (() => void)[] = [];
  const refuses = new Set<string>();
  const asked = new Set<string>();
  let calls = 0;
  const insert = (events: readonly EventDoc[]): boolean[] => {
    if (events.some(({ id }) => refuses.has(id))) throw new Error('this document cannot be stored');
    return events.map((event) => {
      if (kept.has(event.id)) return false;
      kept.set(event.id, event);
      return true;
    });
  };
  const store = {
    mood: 'here' as StoreMood,
    refuses,
    kept: () => [...kept.values()],
    ids: () => [...kept.keys()],
    calls: () => calls,
    /** Of every event that it was ever asked to take. */
    asked: () => [...asked],
    letGo: () => {
      for (const run of hanging.splice(0)) run();
    },
    insertIfAbsent: async (events: readonly EventDoc[]): Promise<boolean[]> => {
      calls += 1;
      for (const { id } of events) asked.add(id);
      if (store.mood === 'away') throw new StoreAway();
      if (store.mood === 'full') throw new Error('the disk is full');
      if (store.mood === 'hung') {
        return new Promise((resolve, reject) =>
          hanging.push(() => {
            try {
              resolve(insert(events));
            } catch (error) {
              reject(error instanceof Error ? error : new Error('refused'));
            }
          }),
        );
      }
      return insert(events);
    },
  };
  return store;
}

/**
 * Time in the hands of the test. Waits for the store are over in the next turn of the event loop: a store that answers
 * at all answers before that, and nobody has to sleep. Those for the disk, which is a real one, and the slow rounds end
 * when the test says so.
 */
export function handTime() {
  const held = new Map<() => void, number>();
  return {
    later: (ms: number, run: () => void): (() => void) => {
      if (ms === SPOOL_CAP_MS || ms === ADOPT_MS) {
        held.set(run, ms);
        return () => void held.delete(run);
      }
      const immediate = setImmediate(run);
      return () => clearImmediate(immediate);
    },
    isWaiting: (ms: number) => [...held.values()].includes(ms),
    /** Whoever waits for so long has waited long enough. */
    pass: (ms: number) => {
      for (const [run, of] of [...held]) {
        if (of !== ms) continue;
        held.delete(run);
        run();
      }
    },
  };
}

const PATIENCE_MS = 10_000;

/** Lets the event loop turn until something holds. */
export async function until(holds: () => boolean): Promise<void> {
  const end = performance.now() + PATIENCE_MS;
  while (!holds()) {
    if (performance.now() > end) throw new Error('it does not come to pass');
    await new Promise((next) => setImmediate(next));
  }
}

export type Rig = {
  readonly dataDir: string;
  readonly store: ReturnType<typeof moodyStore>;
  readonly time: ReturnType<typeof handTime>;
  readonly woken: string[];
  /** What it told the other processes of its taking in. */
  readonly catchingUp: string[];
  readonly logged: string[];
  intake: Intake;
  spool: Spool;
  /** What the disk throws instead of keeping anything, if it does; `hung`: it says nothing. */
  broken: Error | 'hung' | undefined;
  stop(): Promise<void>;
  /** On the same folder. */
  start(): Promise<void>;
  close(): Promise<void>;
};

/** The intake on a real spool in a folder of its own. */
export async function openRig(): Promise<Rig> {
  const dataDir = mkdtempSync(join(tmpdir(), 'intake-'));
  const store = moodyStore();
  const time = handTime();
  const woken: string[] = [];
  const catchingUp: string[] = [];
  const logged: string[] = [];
  const note = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
  const log = { info: note, warn: note, error: note };
  const start = async () => {
    const spool = await openSpool({ dataDir, key: Buffer.alloc(32, 3), log });
    const intake = openIntake({
      events: store,
      spool: {
        ...spool,
        append: async (events) => {
          if (rig.broken === 'hung') return new Promise(() => undefined);
          if (rig.broken) throw rig.broken;
          await spool.append(events);
        },
      },
      queue: { wake: async (_topic, id) => void woken.push(id) },
      catchUp: {
        goesOn: async () => {
          if (store.mood === 'away') throw new StoreAway();
          catchingUp.push('on');
        },
        isOver: async () => void catchingUp.push('over'),
      },
      later: time.later,
      log,
    });
    return { spool, intake };
  };
  const rig = { dataDir, store, time, woken, catchingUp, logged, broken: undefined } as unknown as Rig;
  const stop = async () => {
    await rig.intake.close();
    await rig.spool.close();
  };
  Object.assign(rig, await start(), {
    stop,
    start: async () => void Object.assign(rig, await start()),
    close: async () => {
      store.mood = 'here';
      await stop();
      rmSync(dataDir, { recursive: true });
    },
  });
  return rig;
}
