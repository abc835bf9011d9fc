import express from 'express';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import request, { type Test } from 'supertest';
import type { ConsoleDeps } from '../../../src/console/api/deps';
import { inProcessLive } from '../../../src/console/api/in-process-live';
import { makePasswords } from '../../../src/console/api/passwords';
import { consoleRouter } from '../../../src/console/api/router';
import { startSignIn } from '../../../src/console/api/sign-in-tokens';
import { newsBySms } from '../../../src/conversation/news-by-sms';
import { connectionView } from '../../../src/watch/connection-view';
import { shippedBook } from '../../support/shipped-flows';
import { tempStore } from '../../support/temp-store';
import { accountDocs, caseDocs, files, noon, password, transcripts } from './world';

export type OpenConsole = {
  readonly url: string;
  readonly deps: ConsoleDeps;
  readonly time: { now: number };
  readonly woken: string[];
  readonly logged: unknown[];
  /** A cookie of somebody who is signed in. */
  signedIn(username: string): Promise<string>;
  ask(method: 'get' | 'post', path: string, cookie?: string): Test;
  close(): Promise<void>;
};

const { calendar } = shippedBook();
const passwords = makePasswords();
const passwordHash = passwords.hash(password);

/** The console's server over real HTTP, on a real store in a folder of its own, with a clock that stands still. */
export async function openConsole(different: Partial<ConsoleDeps> = {}): Promise<OpenConsole> {
  const time = { now: noon };
  const clock = { now: () => time.now };
  const { store, close } = await tempStore({ clock });
  const woken: string[] = [];
  const logged: unknown[] = [];
  const deps: ConsoleDeps = {
    ...store,
    passwords,
    status: async () => ({ intake: 'normal' }),
    connection: async () => connectionView(undefined, { now: time.now, calendar, isTrial: false }),
    readTranscript: async (id) => ({ items: transcripts[id] ?? [] }),
    findFiles: async (ids) => files.filter(({ id }) => ids.includes(id)),
    readFile: async () => Uint8Array.from([1, 2, 3, 4]),
    readOriginal: async () => Uint8Array.from([5, 6]),
    readPreview: async () => Uint8Array.from([7, 8]),
    department: () => shippedBook().department,
    flowsPublished: async () => undefined,
    messengerClock: clock,
    permissions: { humanAgent: true, template: undefined },
    newsBySms: (code) => newsBySms(shippedBook(), code),
    wakeCase: async (id) => void woken.push(id),
    live: inProcessLive(),
    calendar: () => calendar,
    clock,
    publicUrl: 'http://console.test',
    log: { error: (about, message) => void logged.push({ about, message }) },
    ...different,
  };
  await deps.accounts.insertIfAbsent(accountDocs(await passwordHash));
  await deps.cases.insertIfAbsent(caseDocs());

  const server = createServer(express().use('/api', consoleRouter(deps)));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    deps,
    time,
    woken,
    logged,
    signedIn: async (username) => `tn=${await startSignIn(deps, `o-${username}`)}`,
    ask: (method, path, cookie) => {
      const test = request(url)[method](path);
      if (cookie) test.set('Cookie', cookie);
      if (method === 'post') test.set({ 'X-Requested-With': 'tiep-nhan', 'Sec-Fetch-Site': 'same-origin' });
      return test;
    },
    close: async () => {
      await closeServer(server);
      await close();
    },
  };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  server.closeAllConnections();
  await closed;
}
