import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { openBetweenProcesses } from './between-processes';
import { systemClock } from './clock';
import type { Config } from './config';
import type { HandOut } from './console/api/accounts';
import { armCrashPoint } from './crash-point';
import { faultOf } from './fault-of';
import { eventMarks } from './inbox/event-marks';
import { openIntake } from './inbox/intake';
import { within } from './inbox/within';
import { later } from './later';
import { listen } from './listen';
import type { Logger } from './log';
import { messengerClient } from './messenger/client';
import { pageProfile } from './messenger/page-profile';
import { timeGraph, watchStore } from './operations/measure';
import { makeMetrics } from './operations/metrics';
import { readinessOf } from './operations/readiness';
import { readinessRoute } from './operations/readiness-route';
import { serveMetrics } from './operations/serve-metrics';
import { keyFor, type Parts } from './parts';
import { publishFlows, readFlowFolder } from './publish-flows';
import { openLiveBook } from './publishing/live-book';
import { loadFlowBook } from './publishing/load-book';
import { spreadReleases } from './publishing/spread-releases';
import { createMovableClock, createSimulator, type Simulator } from './simulator/simulator';
import { openSpool } from './spool/spool';
import { lockDataDir } from './store/lock-data-dir';
import { openStore } from './store/open-store';
import { secretsOf } from './trial-secrets';
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
  deps: { readonly log: Logger; readonly root: string },
  config: Config,
): Promise<System> {
  const { log, root } = deps;
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
    const bare = await openStore({ clock, log }, { ...config, masterKey });
    closers.push(() => bare.close());
    const opened = { ...bare, store: watchStore(metrics, bare.store) };
    const { events } = opened.store;
    const publishing = { ...opened.store, clock };
    const published = await publishFlows(publishing, readFlowFolder(join(root, 'flows')), 'missing');
    if (published.length > 0) log.info({ published }, 'flows published');
    const loaded = await loadFlowBook(publishing);

    const between = await openBetweenProcesses({ log, clock }, config);
    closers.push(() => between.close());
    const { queue } = between;
    const spool =
      config.role === 'worker'
        ? undefined
        : await openSpool({ dataDir: config.dataDir, key: keyFor(opened.rootSecret, 'spool'), log });
    if (spool) closers.push(() => spool.close());

    if (config.metrics) {
      const served = await serveMetrics(metrics, config.metrics);
      closers.push(() => served.stop());
    }
    const app = express().disable('x-powered-by');
    // A real page has a proxy in front, which says who asks; without this all officers would share one address, and
    // one of them could use up the attempts at signing in of all. Without a proxy the header is anybody's claim.
    if (!isTrial) app.set('trust proxy', 'loopback, linklocal, uniquelocal');
    const { url, stop, isLeaving } = await listen(app, config);
    closers.push(() => stop());
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

    const bareClient = messengerClient({
      ...meta,
      appSecret: meta.appSecrets[0] ?? '',
      graphUrl: simulator ? `${url}/simulator/graph` : config.graphUrl,
      graphVersion: config.graphVersion,
    });
    closers.push(() => bareClient.close());
    const client = timeGraph(metrics, bareClient);
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
    const parts: Parts = {
      config,
      log,
      clock,
      meta,
      opened,
      between,
      client,
      metrics,
      liveBook,
      url,
      isTrial,
    };

    const readiness = readinessOf({
      checkStore: () => opened.check(),
      checkQueue: () => queue.check(),
      spool,
      events,
      clock,
      within: (ms, work) => within(later, ms, work),
    });
    app.get('/healthz', (_request, response) => {
      response.status(isLeaving() ? 503 : 200).type('text/plain');
      response.send(isLeaving() ? 'leaving' : 'ok');
    });
    app.get('/readyz', readinessRoute(readiness));
    metrics.watch(async () => {
      const { oldestWaitingSeconds } = await readiness();
      const size = spool?.size();
      return {
        oldestWaitingSeconds: oldestWaitingSeconds ?? undefined,
        ...(size && { spoolRecords: size.records, spoolBytes: size.bytes, spoolAside: size.aside }),
      };
    });
    if (config.role !== 'web') closers.push(startWorker({ ...parts, marks }));
    // On a busy machine the door goes first: what it has taken in can wait, Meta does not.
    if (config.role === 'worker') setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
    const intake = spool && openIntake({ events, spool, queue, later, log });
    if (intake) closers.push(() => intake.close());
    const { handOuts } = intake
      ? await serveWeb(app, { ...parts, root, intake, simulator, readiness })
      : { handOuts: [] };

    const profile = config.role === 'web' ? undefined : setProfile();
    // Meta may be away for long; people must get in all the same.
    if (simulator) await profile;
    // With a real page the door closes first, so that nothing comes in that nobody is left to work on. The simulator
    // is behind the same door, and what is being sent needs it to the last.
    if (!simulator) closers.push(() => stop(config.role === 'web' ? LEAVE_MS : 0));
    return { url, simulator, handOuts, close };

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
