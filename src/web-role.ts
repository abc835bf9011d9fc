import type { Express } from 'express';
import helmet from 'helmet';
import { dataRequestsRouter } from '../webhooks/data-requests';
import { newsBySms } from './conversation/news-by-sms';
import { systemClock } from './clock';
import { ensureTrialAccounts, type HandOut } from './console/api/accounts';
import { makePasswords } from './console/api/passwords';
import { consoleRouter } from './console/api/router';
import type { Intake } from './inbox/intake';
import type { Readiness } from './operations/readiness';
import { keyFor, type Parts } from './parts';
import { publicPages, REQUEST_PATH } from './public-pages/router';
import type { Simulator } from './simulator/simulator';
import { keepDataRequest } from './store/data-requests';
import { originalOf, previewOf } from './store/files';
import { findFiles } from './store/find-files';
import { readTranscript } from './store/read-transcript';
import { statusOf } from './watch/connection-view';
import { noSuchPage, webPages } from './web-pages';

/** The officers' console, and in the trial mode the stand-in for Messenger. */
export async function serveWeb(
  app: Express,
  parts: Parts & {
    /** Where the built pages are. */
    readonly pages: string;
    readonly intake: Intake;
    readonly simulator: Simulator | undefined;
    readonly readiness: () => Promise<Readiness>;
  },
): Promise<{ readonly handOuts: readonly HandOut[] }> {
  const { opened, between, meta, clock, log, config, simulator, intake } = parts;
  const { store, blobs } = opened;
  const { queue, live, signInAddresses } = between;
  const publicUrl = config.publicUrl ?? parts.url;
  const codeKey = keyFor(opened.rootSecret, 'data-request');
  app.use(
    '/webhook',
    dataRequestsRouter({
      ...meta,
      keep: (type, request) => keepDataRequest({ ...store, codeKey }, type, request),
      statusUrl: (code) => `${publicUrl}${REQUEST_PATH}/${code}`,
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
      status: async () => {
        const isAway = intake.state() === 'spooling' || (await parts.readiness()).store === 'away';
        if (isAway) return { intake: 'spooling' };
        return { intake: 'normal', ...statusOf(await parts.connection().catch(() => undefined)) };
      },
      connection: parts.connection,
      publicUrl,
      readTranscript: (id, page) => readTranscript({ ...store, ownAppId: meta.appId }, id, page),
      findFiles: (ids) => findFiles(store, ids),
      readFile: (id) => blobs.get(id),
      readOriginal: (id) => blobs.get(originalOf(id)),
      readPreview: (id) => blobs.get(previewOf(id)),
      calendar: () => parts.liveBook.current().calendar,
      department: () => parts.liveBook.current().department,
      flowsPublished: () => parts.liveBook.refresh(),
      permissions: config.permissions,
      messengerClock: clock,
      newsBySms: (code) => newsBySms(parts.liveBook.current(), code),
      wakeCase: (id) => queue.wake('cases', id),
    }),
  );
  app.use(publicPages({ ...store, department: () => parts.liveBook.current().department }));
  if (simulator) app.use('/simulator', simulator.router);
  app.use(webPages(parts.pages, { trial: simulator !== undefined }), noSuchPage);
  return { handOuts: simulator ? await ensureTrialAccounts(accounts) : [] };
}
