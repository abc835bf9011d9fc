import { join } from 'node:path';
import type { Express } from 'express';
import helmet from 'helmet';
import { newsBySms } from './conversation/news-by-sms';
import { webhookRouter } from '../webhooks/router';
import { systemClock } from './clock';
import { ensureTrialAccounts, type HandOut } from './console/api/accounts';
import { makePasswords } from './console/api/passwords';
import { consoleRouter } from './console/api/router';
import { accept } from './inbox/accept';
import type { Intake } from './inbox/intake';
import { settleEchoes } from './inbox/settle-echoes';
import { unhurried } from './inbox/unhurried';
import { later } from './later';
import { settle } from './outbox/deliver';
import { conversationIdOf } from './inbox/conversation-id-of';
import { countEvents, timeAcks } from './operations/measure';
import type { Readiness } from './operations/readiness';
import { keyFor, type Parts } from './parts';
import type { Simulator } from './simulator/simulator';
import { findFiles } from './store/find-files';
import { readTranscript } from './store/read-transcript';
import { webPages } from './web-pages';

/** Messenger's door, the officers' console, and in the trial mode the stand-in for Messenger. */
export async function serveWeb(
  app: Express,
  parts: Parts & {
    readonly root: string;
    readonly intake: Intake;
    readonly simulator: Simulator | undefined;
    readonly readiness: () => Promise<Readiness>;
  },
): Promise<{ readonly handOuts: readonly HandOut[] }> {
  const { opened, between, meta, clock, log, config, simulator, metrics, intake } = parts;
  const { store, blobs } = opened;
  const { queue, live, signInAddresses } = between;
  const acceptDeps = {
    events: countEvents(metrics, unhurried(intake, later)),
    queue,
    clock,
    settleEchoes: settleEchoes({
      ownAppId: meta.appId,
      messages: store.messages,
      settle: (messageId, mid) => settle(store, messageId, mid),
      isAway: () => intake.state() === 'spooling',
      later,
    }),
    conversationIdOf: conversationIdOf(keyFor(opened.rootSecret, 'conversation-id')),
  };
  app.use(
    '/webhook',
    timeAcks(metrics),
    webhookRouter({
      ...meta,
      accept: (events) => accept(acceptDeps, events),
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
  const accounts = { ...store, passwords: makePasswords(), clock: systemClock };
  app.use(
    '/api',
    consoleRouter({
      ...accounts,
      live,
      log,
      signInAddresses,
      status: async () => ({
        intake:
          intake.state() === 'spooling' || (await parts.readiness()).store === 'away' ? 'spooling' : 'normal',
      }),
      publicUrl: config.publicUrl ?? parts.url,
      readTranscript: (id, page) => readTranscript({ ...store, ownAppId: meta.appId }, id, page),
      findFiles: (ids) => findFiles(store, ids),
      readFile: (id) => blobs.get(id),
      calendar: () => parts.liveBook.current().calendar,
      department: () => parts.liveBook.current().department,
      flowsPublished: () => parts.liveBook.refresh(),
      permissions: config.permissions,
      messengerClock: clock,
      newsBySms: (code) => newsBySms(parts.liveBook.current(), code),
      wakeCase: (id) => queue.wake('cases', id),
    }),
  );
  if (simulator) app.use('/simulator', simulator.router);
  app.use(webPages(join(parts.root, 'dist/web'), { trial: simulator !== undefined }));
  return { handOuts: simulator ? await ensureTrialAccounts(accounts) : [] };
}
