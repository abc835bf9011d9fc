import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/clock';
import { openStore } from '../../src/store/open-store';
import { StoreAway } from '../../src/store/store-away';
import type { Profile } from './arguments';
import { checkInvariants, countResends } from './check-invariants';
import { expectReplies, shippedBook } from './expect-replies';
import { intakeOf, phoneOf, plantedNames, plantedWord, type Intake } from './intakes';
import { searchFolder, type Search } from './planted';
import { playCitizen, type Played } from './play-citizen';
import { isSettled, readWorld } from './read-world';
import type { Random } from './seeded-random';
import { databaseOf, queueOf, type Servers } from './servers';
import { openStandIn, type StandIn } from './stand-in';
import { prepareEmbedded, prepareService, type System } from './system';

/** Once the last fault is over, everything must have healed by then. */
export const HEAL_MS = 30_000;
/** How many times a limit something may take where many stages share the machine. */
export const hurried = (ms: number): number => 3 * ms;
const LOOK_MS = 100;
const MOST_ASKED = 10;
/** Of the service profile. */
export type Processes = { readonly web: number; readonly workers: number };
const whole: Processes = { web: 2, workers: 2 };

/** What a run lends to each of its rows. */
export type Lent = {
  readonly profile: Profile;
  readonly random: Random;
  /** Full durations. */
  readonly long: boolean;
  /**
   * What may take `ms` at most. The short run has many stages on few cores, where a limit can tell no more than a
   * stuck system from a slow one, so it is a multiple there; the long run holds the limit itself.
   */
  readonly limit: (ms: number) => number;
  /** Kills at random that were asked for, where the usual number is not wanted. */
  readonly kills: number | undefined;
  /** Says how far a row is that takes long. */
  readonly progress: (sentence: string) => void;
  /** Waits until so many processes more may run on this machine. @returns how to say that they are gone */
  readonly admit: (processes: number) => Promise<() => void>;
  /** Those of the whole run, for whoever leaves them in order; each stage has a database and a queue of its own. */
  readonly sharedServers: () => Promise<Servers>;
  readonly ownServers: (folder: string) => Promise<Servers>;
  /** Hears what a stage leaves on the disk, and what must not be readable there. */
  readonly searched: (search: Search, secrets: readonly string[]) => void;
};

export type Judged = {
  readonly broken: readonly string[];
  /** After kills. */
  readonly resends: number;
  /** Because their answer never came. */
  readonly unanswered: number;
  /** When nothing waited any more. */
  readonly settledAt: number;
};

export type Stage = {
  readonly standIn: StandIn;
  readonly system: System;
  /** On the service profile only. */
  readonly servers: Servers | undefined;
  readonly folder: string;
  readonly play: (
    intakes: readonly Intake[],
    how?: { readonly thinkMs?: () => number; readonly patienceMs?: number },
  ) => Played[];
  /** A citizen whose answers nobody looks at. */
  readonly newStranger: () => string;
  /** The same system with an empty place for its data. */
  readonly elsewhere: () => Promise<System>;
  /** Waits until nothing waits any more, stops the system, and says what does not hold. */
  readonly judge: (
    kills?: number,
    restored?: { readonly system: System; readonly at: number },
  ) => Promise<Judged>;
};

export type StageOptions = {
  readonly env?: Readonly<Record<string, string>>;
  /** How long it may take until nothing waits any more. */
  readonly healMs?: number;
  /** Its faults hit the database or the queue. */
  readonly ownServers?: boolean;
  /** As few as the fault needs; the long run has all of them. */
  readonly processes?: Processes;
};

const book = shippedBook();
const dayMs = 86_400_000;
let stages = 0;

/** A system of the profile with the stand-in for Meta; all of it is gone afterwards. Nothing is launched yet. */
export async function onStage<T>(
  lent: Lent,
  options: StageOptions,
  act: (stage: Stage) => Promise<T>,
): Promise<T> {
  const processes = lent.long ? whole : (options.processes ?? whole);
  const leave = await lent.admit(lent.profile === 'embedded' ? 1 : processes.web + processes.workers);
  const folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-faults-'));
  const closers: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const over = new AbortController();
  const played: Played[] = [];
  const strangers = new Set<string>();
  const secrets = (): string[] => [
    ...[plantedWord, ...plantedNames],
    ...played.flatMap(({ psid, intake: { summary } }, at) => [
      psid,
      phoneOf(at + 1),
      ...(summary ? [summary] : []),
    ]),
    ...strangers,
  ];
  try {
    const standIn = await openStandIn();
    closers.push(() => standIn.close());
    const servers = lent.profile === 'service' ? await serversFor(lent, options, folder) : undefined;
    if (servers && options.ownServers) closers.push(() => servers.stop());
    const prepare = async (): Promise<System> => {
      stages += 1;
      const place = {
        folder: join(folder, String(stages)),
        graphUrl: standIn.graphUrl,
        env: options.env ?? {},
      };
      mkdirSync(place.folder);
      const made = servers
        ? await prepareService({
            ...place,
            processes,
            mongodbUrl: databaseOf(servers, `faults_${stages}`),
            redisUrl: queueOf(servers, stages),
          })
        : await prepareEmbedded(place);
      closers.push(async () => {
        await made.kill();
        await made.close();
      });
      return made;
    };
    const own = await prepare();
    standIn.deliverTo(own.door);

    const judge: Stage['judge'] = async (kills = 0, restored) => {
      const system = restored?.system ?? own;
      await standIn.simulator.idle();
      const opened = await openStore({ clock: systemClock, log: quiet }, system.store);
      const broken: string[] = [];
      try {
        const healMs = lent.limit(options.healMs ?? HEAL_MS);
        if (!(await within(healMs, () => patiently(() => isSettled(standIn, opened.store)))))
          broken.push(`I5: ${healMs / 1_000} s after the last fault something still waits`);
        const settledAt = Date.now();
        // One that is just starting would not hear that it should stop.
        await Promise.all(system.processes.filter((one) => one.isRunning()).map((one) => one.ready()));
        await system.stop();
        const said = { log: system.output(), secrets: secrets() };
        const facts = { ...said, kills, others: strangers, played, restoredAt: restored?.at };
        const world = await patiently(() => readWorld(standIn, opened.store, facts));
        const { afterKills: resends, unanswered } = countResends(world);
        return { broken: [...broken, ...checkInvariants(world)], resends, unanswered, settledAt };
      } finally {
        await opened.close();
      }
    };
    const result = await act({
      standIn,
      servers,
      folder,
      judge,
      system: own,
      elsewhere: prepare,
      newStranger() {
        const { simulator } = standIn;
        const { psid } = simulator.newCitizen();
        strangers.add(psid);
        // Only to whoever has written may a page write; this word itself is never delivered.
        simulator.say(psid, '…', { hold: true });
        return psid;
      },
      play(intakes, { thinkMs = () => 50, patienceMs = 2 * HEAL_MS } = {}) {
        const deps = {
          simulator: standIn.simulator,
          signal: over.signal,
          thinkMs,
          patienceMs: lent.limit(patienceMs),
        };
        const began = intakes.map((intake) => {
          const citizen = playCitizen(deps, intake, expectReplies(book, intake.steps));
          // Whoever waits for it hears of a failure; until then it is nobody's unhandled rejection.
          citizen.done.catch(() => undefined);
          return citizen;
        });
        played.push(...began);
        return began;
      },
    });
    if (servers && options.ownServers) await servers.stop();
    lent.searched(await searchFolder(folder, secrets()), secrets());
    return result;
  } finally {
    over.abort();
    // One that fails must not keep the others from ending what they started.
    for (const close of closers.reverse()) await close().catch(() => undefined);
    leave();
  }
}

async function serversFor(lent: Lent, { ownServers }: StageOptions, folder: string): Promise<Servers> {
  if (!ownServers) return lent.sharedServers();
  mkdirSync(join(folder, 'servers'));
  return lent.ownServers(join(folder, 'servers'));
}

/** So many whole intakes, of all kinds in turn or of one. */
export const intakes = (citizens: number, kind?: string): Intake[] =>
  Array.from({ length: citizens }, (_, at) => intakeOf(at + 1, kind));

/** Looks again and again. @returns whether it came to be within the time */
export async function within(ms: number, isSo: () => boolean | Promise<boolean>): Promise<boolean> {
  for (const until = Date.now() + Math.min(ms, dayMs); Date.now() < until;) {
    if (await isSo()) return true;
    await pause(LOOK_MS);
  }
  return isSo();
}

/**
 * Asks the database again that does not answer in time: whoever looks at what came of it all, beside several stages on
 * few cores, is not what is under test.
 */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreAway) || tries === MOST_ASKED) throw error;
      await pause(1_000);
    }
  }
}

/** How long a fault lasts, or a citizen thinks. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What the store says of itself is said by the program's own log too. */
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
