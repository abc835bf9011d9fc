import type { RequestHandler } from 'express';
import type { EventInbox } from '../inbox/accept';
import type { MessengerClient } from '../messenger/client';
import type { Queue } from '../queues/queue';
import type { CaseDoc } from '../store/cases';
import type { Collection } from '../store/collection';
import type { Collections } from '../store/open-collections';
import type { AckOutcome, Metrics } from './metrics';

/*
 * Wrappers for the composition root: each gives back the part that it was given, which now tells the metrics what it
 * does. The parts themselves know nothing of it.
 */

const now = (): number => performance.now();
const secondsSince = (begun: number): number => (now() - begun) / 1000;

/** To stand before the door. Only what Meta posts counts. */
export const timeAcks =
  (metrics: Metrics): RequestHandler =>
  (request, response, next) => {
    const begun = now();
    if (request.method === 'POST')
      response.once('finish', () =>
        metrics.acknowledged(ackOutcome(response.statusCode, response.locals.kept), secondsSince(begun)),
      );
    next();
  };

function ackOutcome(status: number, kept: unknown): AckOutcome {
  if (status === 200) return kept === 'spooled' ? 'spooled' : 'stored';
  return status >= 500 ? 'unavailable' : 'refused';
}

export const countEvents = (metrics: Metrics, inbox: EventInbox): EventInbox => ({
  insertIfAbsent: async (events) => {
    const kept = await inbox.insertIfAbsent(events);
    const count = (what: (typeof kept)[number]) => kept.filter((one) => one === what).length;
    metrics.events('accepted', count(true));
    metrics.events('duplicate', count(false));
    metrics.events('spooled', count('spooled'));
    return kept;
  },
});

export const timeHandlers = (metrics: Metrics, queue: Queue): Queue => ({
  ...queue,
  work: (topic, handler, concurrency) =>
    queue.work(
      topic,
      async (id) => {
        const ended = metrics.handlerStarted(topic);
        let outcome: 'done' | 'failed' = 'failed';
        try {
          await handler(id);
          outcome = 'done';
        } finally {
          ended(outcome);
        }
      },
      concurrency,
    ),
});

export const timeGraph = (metrics: Metrics, client: MessengerClient): MessengerClient => ({
  ...client,
  send: async (...given) => {
    const begun = now();
    const result = await client.send(...given);
    metrics.graphCall('send', result.type, secondsSince(begun));
    return result;
  },
  sendFile: async (...given) => {
    const begun = now();
    const result = await client.sendFile(...given);
    metrics.graphCall('send-file', result.type, secondsSince(begun));
    return result;
  },
  act: async (...given) => {
    const begun = now();
    await client.act(...given);
    metrics.graphCall('act', 'done', secondsSince(begun));
  },
  setProfile: async (profile) => {
    const begun = now();
    let outcome = 'failed';
    try {
      await client.setProfile(profile);
      outcome = 'done';
    } finally {
      metrics.graphCall('profile', outcome, secondsSince(begun));
    }
  },
});

/** Counts the calls of the database that fail, and the cases that are opened. @param failed hears of the former */
export function watchStore(
  metrics: Metrics,
  store: Collections,
  failed: (error: unknown) => void,
): Collections {
  const watched = Object.fromEntries(
    Object.entries(store).map(([name, part]) => [name, countFailures(metrics, part, failed)]),
  ) as Collections;
  return { ...watched, cases: countCases(metrics, watched.cases) };
}

type Call = (...given: readonly unknown[]) => Promise<unknown>;

function countFailures(metrics: Metrics, part: object, failed: (error: unknown) => void): object {
  const counted = (call: Call): Call => {
    return async (...given) => {
      try {
        return await call(...given);
      } catch (error) {
        metrics.storeFailed();
        failed(error);
        throw error;
      }
    };
  };
  // Every member of a collection is a call of the database.
  return Object.fromEntries(Object.entries(part).map(([name, call]) => [name, counted(call as Call)]));
}

const countCases = (metrics: Metrics, cases: Collection<CaseDoc>): Collection<CaseDoc> => ({
  ...cases,
  insertIfAbsent: async (docs) => {
    const inserted = await cases.insertIfAbsent(docs);
    for (const [at, { reason }] of docs.entries()) if (inserted[at]) metrics.caseOpened(reason);
    return inserted;
  },
});
