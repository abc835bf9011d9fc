import express, { type Express } from 'express';
import { webhookRouter } from '../webhooks/router';
import type { Clock } from './clock';
import type { Config, MetaConfig } from './config';
import { accept } from './inbox/accept';
import { catchUp } from './inbox/catch-up';
import { conversationIdOf } from './inbox/conversation-id-of';
import { openIntake, type Intake } from './inbox/intake';
import { settleEchoes } from './inbox/settle-echoes';
import { unhurried } from './inbox/unhurried';
import { within } from './inbox/within';
import { later } from './later';
import { listen, type Listening } from './listen';
import type { Logger } from './log';
import { countEvents, timeAcks } from './operations/measure';
import type { Metrics } from './operations/metrics';
import { readinessOf, type Readiness } from './operations/readiness';
import { readinessRoute } from './operations/readiness-route';
import { isNewsToCase } from './outbox/settle-echo';
import { settleEach } from './outbox/settle-result';
import { keyFor } from './parts';
import type { Queue } from './queues/queue';
import { openSpool, type Spool } from './spool/spool';
import type { Collections } from './store/open-collections';
import { StoreAway } from './store/store-away';
import { waitingRoom } from './waiting-room';

/** What stands behind the front, once it is there. */
export type Behind = {
  readonly store: Collections;
  readonly checkStore: () => Promise<void>;
  readonly queue: Queue;
};

export type Front = Listening & {
  /** What else is served is mounted here. */
  readonly app: Express;
  /** Undefined in a process that takes in no webhooks. */
  readonly intake: Intake | undefined;
  readonly readiness: () => Promise<Readiness>;
  /** When this process last took in a webhook; 0: not yet. */
  readonly lastHeard: () => number;
  /** From now on what comes in goes through to there. */
  readonly opens: (behind: Behind) => void;
  /** Of what is on this machine's disk; the last of all. */
  readonly close: () => Promise<void>;
};

type FrontDeps = {
  readonly config: Config;
  readonly meta: MetaConfig;
  readonly isTrial: boolean;
  readonly rootSecret: Buffer;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Where the built pages are. */
  readonly pages: string;
};

/**
 * What the outside sees of a process: Messenger's door and how the process is doing. It may stand open before there is
 * anything behind it; what comes in waits in the spool until there is.
 * @param behind where it is there already
 * @throws StoreRefused where the spool cannot be written; the listen error
 */
export async function openFront(deps: FrontDeps, behind?: Behind): Promise<Front> {
  const { config, metrics, clock, log } = deps;
  const there = (): Behind => {
    if (!behind) throw new StoreAway();
    return behind;
  };

  const key = keyFor(deps.rootSecret, 'spool');
  const spool = config.role === 'worker' ? undefined : await openSpool({ dataDir: config.dataDir, key, log });
  const app = express().disable('x-powered-by');
  // A real page has a proxy in front, which says who asks; without this all officers would share one address, and
  // one of them could use up the attempts at signing in of all. Without a proxy the header is anybody's claim.
  if (!deps.isTrial) app.set('trust proxy', 'loopback, linklocal, uniquelocal');
  const listening = await listen(app, config).catch(async (error: unknown) => {
    await spool?.close();
    throw error;
  });

  const queue = { wake: async (...given: Parameters<Queue['wake']>) => behind?.queue.wake(...given) };
  const intake =
    spool &&
    openIntake({
      events: { insertIfAbsent: async (events) => there().store.events.insertIfAbsent(events) },
      spool,
      queue,
      catchUp: catchUp({ catchUps: () => there().store.catchUps, clock }),
      later,
      log,
    });
  const readiness = readinessOf({
    checkStore: async () => there().checkStore(),
    checkQueue: async () => there().queue.check(),
    spool,
    events: { peek: async (query) => there().store.events.peek(query) },
    clock,
    within: (ms, work) => within(later, ms, work),
  });
  metrics.watch(async () => ({
    ...(await figuresOf(readiness, spool)),
    waiting: behind?.queue.waiting(),
  }));

  app.get('/healthz', (_request, response) => {
    response.status(listening.isLeaving() ? 503 : 200).type('text/plain');
    response.send(listening.isLeaving() ? 'leaving' : 'ok');
  });
  app.get('/readyz', readinessRoute(readiness));
  let heardAt = 0;
  const heard = () => void (heardAt = clock.now());
  if (intake) app.use('/webhook', timeAcks(metrics), doorOf(deps, { intake, queue, there, heard }));
  const waiting = waitingRoom(deps);
  app.use((request, response, next) => (behind ? next() : waiting(request, response, next)));

  return {
    ...listening,
    app,
    intake,
    readiness,
    lastHeard: () => heardAt,
    opens: (given) => (behind = given),
    close: async () => spool?.close(),
  };
}

function doorOf(
  { meta, metrics, clock, log, rootSecret }: FrontDeps,
  to: {
    readonly intake: Intake;
    readonly queue: Pick<Queue, 'wake'>;
    readonly there: () => Behind;
    readonly heard: () => void;
  },
) {
  const { intake, queue, there, heard } = to;
  const acceptDeps = {
    events: countEvents(metrics, unhurried(intake, later)),
    queue,
    clock,
    settleEchoes: settleEchoes({
      ownAppId: meta.appId,
      messages: { peek: async (query) => there().store.messages.peek(query) },
      settle: async (echoes) => settleEach(there().store, echoes),
      isNews: isNewsToCase,
      isAway: () => intake.state() === 'spooling',
      later,
    }),
    conversationIdOf: conversationIdOf(keyFor(rootSecret, 'conversation-id')),
  };
  return webhookRouter({
    ...meta,
    accept: (events) => {
      if (events.length > 0) heard();
      return accept(acceptDeps, events);
    },
    now: () => clock.now(),
    log,
  });
}

async function figuresOf(readiness: () => Promise<Readiness>, spool: Spool | undefined) {
  const { oldestWaitingSeconds, store, queue } = await readiness();
  const size = spool?.size();
  return {
    storeUp: store === 'here',
    queueUp: queue === 'here',
    oldestWaitingSeconds: oldestWaitingSeconds ?? undefined,
    ...(size && { spoolRecords: size.records, spoolBytes: size.bytes, spoolAside: size.aside }),
  };
}
