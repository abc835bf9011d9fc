import { createHmac, hkdfSync } from 'node:crypto';
import { join } from 'node:path';
import express from 'express';
import helmet from 'helmet';
import { webhookRouter } from '../webhooks/router';
import { systemClock } from './clock';
import type { Config } from './config';
import { ensureTrialAccounts, type HandOut } from './console/api/accounts';
import { inProcessLive } from './console/api/in-process-live';
import { makePasswords } from './console/api/passwords';
import { consoleRouter } from './console/api/router';
import { isConfidential } from './conversation/make-turn';
import { armCrashPoint } from './crash-point';
import { faultOf } from './fault-of';
import { accept } from './inbox/accept';
import { conversationIdOf } from './inbox/conversation-id-of';
import { keepFile, wantFiles } from './inbox/keep-file';
import { takeTurn } from './inbox/take-turn';
import { listen } from './listen';
import type { Logger } from './log';
import { messengerClient } from './messenger/client';
import { pageProfile } from './messenger/page-profile';
import { deliver, settle } from './outbox/deliver';
import { perform } from './outbox/perform';
import { replyFailed } from './outbox/reply-failed';
import { performCase } from './outbox/perform-case';
import { loadFlowBook, publishFlows, readFlowFolder } from './publish-flows';
import { inProcessQueue } from './queues/in-process';
import { startSweeper } from './queues/start-sweeper';
import { createMovableClock, createSimulator, type Simulator } from './simulator/simulator';
import { findFiles } from './store/find-files';
import { lockDataDir } from './store/lock-data-dir';
import { openStore } from './store/open-store';
import type { ConversationDoc } from './store/conversations';
import type { MessageDoc } from './store/messages';
import { readTranscript } from './store/read-transcript';
import { openFileBlobs } from './store/sqlite/file-blobs';
import { StoreRefused } from './store/store-refused';
import { trialSecrets } from './trial-secrets';
import { webPages } from './web-pages';

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

const TURN_CONCURRENCY = 64;
const DELIVERY_CONCURRENCY = 256;
const MEDIA_CONCURRENCY = 8;

/**
 * The composition root: opens every part in order and closes them in reverse. The only place that knows them all.
 * @throws StoreRefused, FlowsRefused, or the listen error, each with nothing left open
 */
export async function openSystem(
  deps: { readonly log: Logger; readonly root: string },
  config: Config,
): Promise<System> {
  const { log } = deps;
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
    const trial = config.meta ? undefined : trialSecrets(config.dataDir);
    const meta = config.meta ?? trial?.meta;
    const masterKey = config.masterKey ?? trial?.masterKey;
    if (!meta || !masterKey)
      throw new StoreRefused('MASTER_KEY: set a key of 32 bytes, made with: openssl rand -hex 32.');
    const clock = trial ? createMovableClock() : systemClock;

    closers.push(lockDataDir(config.dataDir));
    const { store, close: closeStore } = await openStore({ clock }, config.dataDir);
    closers.push(closeStore);
    const blobs = await openFileBlobs(join(config.dataDir, 'files'));

    const published = await publishFlows(
      { flows: store.flows, clock },
      readFlowFolder(join(deps.root, 'flows')),
      'missing',
    );
    if (published.length > 0) log.info({ published }, 'flows published');
    const flowBook = await loadFlowBook(store.flows);

    const app = express().disable('x-powered-by');
    // A real page has a proxy in front, which says who asks; without this all officers would share one address, and
    // one of them could use up the attempts at signing in of all. Without a proxy the header is anybody's claim.
    if (config.meta) app.set('trust proxy', 'loopback, linklocal, uniquelocal');
    const { url, stop } = await listen(app, config);
    closers.push(stop);

    const simulator =
      trial &&
      createSimulator({
        ...trial.meta,
        appSecret: trial.meta.appSecrets[0] ?? '',
        webhookUrl: () => `${url}/webhook`,
        baseUrl: () => `${url}/simulator`,
        clock: clock as ReturnType<typeof createMovableClock>,
        stateFile: join(config.dataDir, 'simulator.jsonl'),
        recordLimit: 1_000,
      });
    if (simulator) closers.push(() => simulator.close());

    const queue = inProcessQueue({ log });
    const client = messengerClient({
      ...meta,
      appSecret: meta.appSecrets[0] ?? '',
      graphUrl: simulator ? `${url}/simulator/graph` : config.graphUrl,
      graphVersion: config.graphVersion,
    });
    closers.push(() => client.close());

    const live = inProcessLive();
    // What moves within a tố cáo is noticed by its own officers only.
    const tellOfficers = ({ state }: ConversationDoc, confidential: boolean) => {
      const concerned = state.cases.filter(({ kind }) => !confidential || kind === 'to-cao');
      const caseIds = concerned.map(({ id }) => id);
      if (caseIds.length > 0) live.publish({ type: 'conversation-changed', caseIds });
    };
    const idOf = conversationIdOf(keyFor(masterKey, 'conversation-id'));
    const codeKey = keyFor(masterKey, 'receipt-code');
    const ports = { ...store, blobs, queue, clock, log, client, tellOfficers };

    queue.work(
      'turns',
      (id) =>
        takeTurn(
          {
            ...ports,
            ownAppId: meta.appId,
            book: () => flowBook,
            settle: (messageId, mid) => settle(ports, messageId, mid),
            wantFiles: (conversationId, files) => wantFiles(ports, conversationId, files),
            perform: (conversation, effects) =>
              perform(
                {
                  ...ports,
                  codeBytes: (caseId, attempt) =>
                    createHmac('sha256', codeKey).update(`${caseId}|${attempt}`).digest(),
                  publish: (notice) => live.publish(notice),
                },
                conversation,
                effects,
              ),
          },
          id,
        ),
      TURN_CONCURRENCY,
    );
    const deliverDeps = {
      ...ports,
      replyFailed: (message: MessageDoc, reason: string) =>
        replyFailed({ ...ports, publish: (notice) => live.publish(notice) }, message, reason),
    };
    queue.work('deliveries', (id) => deliver(deliverDeps, id), DELIVERY_CONCURRENCY);
    queue.work('cases', (id) => performCase(ports, id), TURN_CONCURRENCY);
    queue.work(
      'media',
      (id) =>
        keepFile(
          {
            ...ports,
            trustedOrigin: simulator && url,
            tellOfficers: async (conversationId) => {
              const conversation = await store.conversations.get(conversationId);
              if (!conversation) return;
              tellOfficers(conversation.doc, isConfidential(flowBook, conversation.doc.state));
            },
          },
          id,
        ),
      MEDIA_CONCURRENCY,
    );
    closers.push(() => queue.close());
    closers.push(startSweeper(ports));

    const passwords = makePasswords();
    const accounts = { ...store, passwords, clock: systemClock };
    app.get('/healthz', (_request, response) => void response.type('text/plain').send('ok'));
    app.use(
      '/webhook',
      webhookRouter({
        ...meta,
        accept: (events) => accept({ ...ports, conversationIdOf: idOf }, events),
        now: () => clock.now(),
        log,
      }),
    );
    // Behind the door: Meta needs no headers for browsers, and there every message counts.
    app.use(
      helmet({
        contentSecurityPolicy: {
          directives: {
            'style-src': ["'self'", "'unsafe-inline'"],
            'img-src': ["'self'", 'data:', 'blob:'],
            'upgrade-insecure-requests': null,
          },
        },
      }),
    );
    app.use(
      '/api',
      consoleRouter({
        ...accounts,
        live,
        log,
        publicUrl: config.publicUrl ?? url,
        readTranscript: (id, page) => readTranscript({ ...store, ownAppId: meta.appId }, id, page),
        findFiles: (ids) => findFiles(store, ids),
        readFile: (id) => blobs.get(id),
        wakeCase: (id) => queue.wake('cases', id),
      }),
    );
    if (simulator) app.use('/simulator', simulator.router);
    app.use(webPages(join(deps.root, 'dist/web'), { trial: simulator !== undefined }));

    const handOuts = simulator ? await ensureTrialAccounts(accounts) : [];
    const profile = client.setProfile(pageProfile(flowBook)).catch((error: unknown) => {
      log.warn(
        faultOf(error),
        "the page's greeting and menu were not set; check PAGE_ACCESS_TOKEN and start again",
      );
    });
    // Meta may be away for long; people must get in all the same.
    if (simulator) await profile;
    return { url, simulator, handOuts, close };
  }
}

/** One key for each use, so that none says anything about another. */
const keyFor = (masterKey: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `tiep-nhan|${use}`, 32));
