import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { accept } from '../../src/inbox/accept';
import { conversationIdOf } from '../../src/inbox/conversation-id-of';
import { inProcessQueue } from '../../src/queues/in-process';
import type { EventDoc } from '../../src/store/events';
import { webhookRouter } from '../../webhooks/router';
import { frozenClock, type FrozenClock } from '../support/frozen-clock';
import { pageId } from '../support/payload-files';
import { tempStore, type TempStore } from '../support/temp-store';

export const appSecret = 'b1946ac92492d2347c6235b4d2611184';
export const oldSecret = '591785b794601e212b260e25925636fd';
export const verifyToken = 'chi-meta-moi-biet-ma-nay';

export type Door = {
  readonly url: string;
  readonly port: number;
  readonly clock: FrozenClock;
  readonly store: TempStore['store'];
  readonly woken: string[];
  readonly logged: string[];
  /** What the store was given, and which of it was new. */
  readonly taken: { readonly docs: readonly EventDoc[]; readonly inserted: readonly boolean[] }[];
  /** What the store throws from now on, if anything. */
  breakStore(error: Error | undefined): void;
  /** Posts bytes with a right signature, or with the headers that are given. */
  post(body: Buffer, headers?: Record<string, string>): Promise<Response>;
  events(): Promise<EventDoc[]>;
  /** As if nothing had come yet. */
  empty(): Promise<void>;
  close(): Promise<void>;
};

export const sign = (body: Buffer, secret = appSecret): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** The webhook over real HTTP, with the real inbox behind it. */
export async function openDoor(appSecrets: readonly string[] = [appSecret, oldSecret]): Promise<Door> {
  const clock = frozenClock();
  const { store, close } = await tempStore({ clock });
  const woken: string[] = [];
  const logged: string[] = [];
  const taken: Door['taken'][number][] = [];
  const note = (fields: object, message: string) => void logged.push(JSON.stringify({ ...fields, message }));
  const quiet = inProcessQueue({ log: { error: note } });
  const queue: typeof quiet = {
    ...quiet,
    wake: async (topic, id) => {
      woken.push(`${topic} ${id}`);
      await quiet.wake(topic, id);
    },
  };
  let broken: Error | undefined;
  const events: typeof store.events = {
    ...store.events,
    insertIfAbsent: async (docs) => {
      if (broken) throw broken;
      const inserted = await store.events.insertIfAbsent(docs);
      taken.push({ docs, inserted });
      return inserted;
    },
  };
  const idOf = conversationIdOf(Buffer.alloc(32, 7));
  const router = webhookRouter({
    pageId,
    appSecrets,
    verifyToken,
    accept: (incoming) =>
      accept({ events, queue, clock, conversationIdOf: idOf, settleEchoes: async (all) => all }, incoming),
    now: clock.now,
    log: { warn: note, error: note },
  });
  const server = createServer(express().use('/webhook', router));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/webhook`;
  const kept = async (): Promise<EventDoc[]> => {
    const found = await Promise.all(
      ['new', 'skipped', 'done'].map((state) =>
        store.events.find({ where: { state }, sort: ['arrival'], limit: 5_000 }),
      ),
    );
    return found
      .flat()
      .map(({ doc }) => doc)
      .sort((a, b) => a.arrival - b.arrival);
  };
  return {
    url,
    port,
    clock,
    store,
    woken,
    logged,
    taken,
    breakStore: (error) => void (broken = error),
    post: (body, headers = { 'X-Hub-Signature-256': sign(body) }) =>
      fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body: new Uint8Array(body),
      }),
    events: kept,
    empty: async () => {
      await Promise.all((await kept()).map(({ id }) => store.events.delete(id)));
      expect(await kept()).toEqual([]);
      for (const list of [woken, logged, taken]) list.length = 0;
    },
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
      await queue.close();
      await close();
    },
  };
}
