import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { openBetweenProcesses } from './between-processes';
import { systemClock } from './clock';
import type { Config } from './config';
import type { HandOut } from './console/api/accounts';
import { armCrashPoint } from './crash-point';
import { faultOf } from './fault-of';
import { openFront, type Behind, type Front } from './front';
import { turnsWait } from './inbox/catch-up';
import { eventMarks } from './inbox/event-marks';
import { later } from './later';
import type { Logger } from './log';
import { messengerClient } from './messenger/client';
import { pageProfile } from './messenger/page-profile';
import { timeGraph, watchStore } from './operations/measure';
import { makeMetrics } from './operations/metrics';
import { serveMetrics } from './operations/serve-metrics';
import type { Parts } from './parts';
import { publishMissing } from './publish-flows';
import { openLiveBook } from './publishing/live-book';
import { loadFlowBook } from './publishing/load-book';
import { spreadReleases } from './publishing/spread-releases';
import { createMovableClock, createSimulator, type Simulator } from './simulator/simulator';
import { lockDataDir } from './store/lock-data-dir';
import { openStore, type StoreSettings } from './store/open-store';
import { nothingKnown } from './store/page-watch';
import { reachStore } from './reach-store';
import { secretsOf } from './trial-secrets';
import { connectionView } from './watch/connection-view';
import { noteSends } from './watch/note-sends';
import { pageReadings } from './watch/page-readings';
import { noteUsage } from './watch/note-usage';
import { receiveOnly } from './watch/receive-only';
import { startRetention } from './retention/start-retention';
import { startListening, startWatch } from './watch/start-watch';
import { serveWeb } from './web-role';
import { startWorker } from './worker-role';

export type System = {
  /** Where it listens, e.g. `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Only in the trial mode. */
  readonly simulator: Simulator | undefined;
  /** Accounts made on this start, with their one-time passwords. */
  readonly handOuts: readonly HandOut[];
  /** Stops taking requests, finishes what is under way, and closes everything in reverse order. */
  readonly close: () => Promise<void>;
};

/** How long a web process that was told to stop goes on answering, so that its load balancer can notice. */
const LEAVE_MS = 3_000;

/**
 * The composition root: opens every part in order and closes them in reverse. The only place that knows them all.
 * @throws StoreRefused, FlowsRefused, or the listen error, each with nothing left open
 */
export async function openSystem(
  deps: {
    readonly log: Logger;
    readonly root: string;
    /** Ends the waiting for a database that is away. */
    readonly signal?: AbortSignal;
  },
  config: Config,
): Promise<System> {
  const { log, root, signal } = deps;
  const closers: (() => unknown)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    return await open();
  } catch (error) {
    await close();
    throw error;
  }

  async function open(): Promise<System> {
    armCrashPoint(config.crashAt);
    const { meta, masterKey, isTrial } = secretsOf(config);
    const movable = isTrial ? createMovableClock() : undefined;
    const clock = movable ?? systemClock;
    const metrics = makeMetrics();

    // With a database of their own, several processes may share the folder: each has its own part of the spool.
    if (isTrial || config.mongodbUrl === undefined) closers.push(lockDataDir(config.dataDir));
    if (config.metrics) {
      const served = await serveMetrics(metrics, config.metrics);
      closers.push(() => served.stop());
    }
    const pages = join(root, 'dist/web');
    const openFrontWith = async (rootSecret: Buffer, behind?: Behind): Promise<Front> => {
      const given = { config, meta, isTrial, rootSecret, clock, metrics, log, pages };
      const front = await openFront(given, behind);
      closers.push(
        () => front.close(),
        () => front.stop(),
      );
      return front;
    };
    const settings = { ...config, masterKey };
    const reached = await reachStore(
      { log, signal, canWait: !isTrial && config.role !== 'worker' },
      settings,
      () => openWithFlows(settings),
      async (rootSecret) => {
        const front = await openFrontWith(rootSecret);
        closers.push(
          () => front.intake?.close(),
          () => front.stop(LEAVE_MS),
        );
        return front;
      },
    );
    const { bare, loaded } = reached;
    closers.push(() => bare.close());
    const waits = turnsWait({ catchUps: () => bare.store.catchUps, clock });
    const opened = { ...bare, store: watchStore(metrics, bare.store, waits.storeFailed) };
    const { events, pageWatch } = opened.store;
    await pageWatch.insertIfAbsent([nothingKnown]);
    const publishing = { ...opened.store, clock };
    const between = await openBetweenProcesses({ log, clock }, config);
    closers.push(() => between.close());
    const { queue } = between;
    const behind: Behind = { store: opened.store, checkStore: () => opened.check(), queue };
    const front = reached.front ?? (await openFrontWith(opened.rootSecret, behind));
    const { app, url, readiness, intake } = front;
    const simulator =
      movable &&
      createSimulator({
        ...meta,
        appSecret: meta.appSecrets[0] ?? '',
        webhookUrl: () => `${url}/webhook`,
        baseUrl: () => `${url}/simulator`,
        clock: movable,
        stateFile: join(config.dataDir, 'simulator.jsonl'),
        recordLimit: 1_000,
        utilityTemplates: config.permissions.template ? [config.permissions.template.name] : [],
      });
    if (simulator) closers.push(() => simulator.close());

    const graph = {
      ...meta,
      appSecret: meta.appSecrets[0] ?? '',
      graphUrl: simulator ? `${url}/simulator/graph` : config.graphUrl,
      graphVersion: config.graphVersion,
    };
    const heardUsage = noteUsage({ ...opened.store, pace: between.pace, clock, log });
    const bareClient = messengerClient({ ...graph, heardUsage: (usage) => void heardUsage(usage) });
    closers.push(() => bareClient.close());
    const receiving = receiveOnly({ ...opened.store, clock, log });
    const client = timeGraph(metrics, noteSends({ ...receiving, clock }, bareClient));
    // Closed after the queue: nothing is marked any more once it is.
    const marks = eventMarks({ events, later, log });
    closers.push(() => marks.close());
    closers.push(() => queue.close());
    // Once the queue is closed nobody may be told any more of what was published.
    const liveBook = openLiveBook(
      {
        ...publishing,
        later,
        log,
        ...(config.role !== 'web' && {
          changed: () => void setProfile(),
          looked: () => spreadReleases({ ...publishing, queue, later }),
        }),
      },
      loaded,
    );
    closers.push(() => liveBook.close());
    const connection = async () =>
      connectionView((await pageWatch.get(nothingKnown.id))?.doc, {
        now: clock.now(),
        calendar: liveBook.current().calendar,
        isTrial,
      });
    metrics.watchPage(async () => pageReadings(await connection()));
    const parts: Parts = {
      config,
      log,
      clock,
      meta,
      opened,
      between,
      client,
      receiving,
      connection,
      metrics,
      liveBook,
      url,
      isTrial,
    };

    if (config.role !== 'web') {
      closers.push(startWorker({ ...parts, marks, waits }));
      closers.push(startWatch(parts, graph));
      closers.push(startRetention(parts));
    }
    // On a busy machine the door goes first: what it has taken in can wait, Meta does not.
    if (config.role === 'worker') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    if (intake) closers.push(startListening(parts, front.lastHeard));
    if (intake) closers.push(() => intake.close());
    const { handOuts } = intake
      ? await serveWeb(app, { ...parts, pages, intake, simulator, readiness })
      : { handOuts: [] };
    front.opens(behind);

    const profile = config.role === 'web' ? undefined : setProfile();
    // Meta may be away for long; people must get in all the same.
    if (simulator) await profile;
    // With a real page the door closes first, so that nothing comes in that nobody is left to work on. The simulator
    // is behind the same door, and what is being sent needs it to the last.
    if (!simulator) closers.push(() => front.stop(config.role === 'web' ? LEAVE_MS : 0));
    return { url, simulator, handOuts, close };

    async function openWithFlows(given: StoreSettings) {
      const bare = await openStore({ clock, log }, given);
      try {
        const to = { ...bare.store, clock };
        const published = await publishMissing(to, join(root, 'flows'));
        if (published.length > 0) log.info({ published }, 'flows published');
        return { bare, loaded: await loadFlowBook(to) };
      } catch (error) {
        await bare.close();
        throw error;
      }
    }

    async function setProfile(): Promise<void> {
      try {
        await client.setProfile(pageProfile(liveBook.current()));
      } catch (error) {
        log.warn(
          faultOf(error),
          "the page's greeting and menu were not set; check PAGE_ACCESS_TOKEN and start again",
        );
      }
    }
  }
}
