import { randomUUID } from 'node:crypto';
import type { Ledger } from './ledger';
import type { MovableClock } from './movable-clock';
import { createPoster } from './post-webhook';
import type { WaitingWebhook } from './state';
import { isSubscribed } from './subscription';

export type DeliverOptions = {
  readonly pageId: string;
  readonly appSecret: string;
  readonly webhookUrl: () => string;
  readonly retryDelaysMs?: readonly number[];
  readonly webhookTimeoutMs?: number;
  readonly webhookConcurrency?: number;
};

type Modes = { readonly duplicate: boolean; readonly outOfOrder: boolean; readonly batch: boolean };
type Lane = { readonly name: string; items: Item[]; busy: boolean };
type Item = {
  readonly webhook: WaitingWebhook;
  readonly twice: boolean;
  /** `by-test` until release(); `for-partner` until the next message overtakes it, or a few seconds have passed. */
  held?: 'by-test' | 'for-partner';
};

export type Deliveries = {
  readonly add: (
    webhook: Omit<WaitingWebhook, 'id'>,
    how?: { readonly twice?: boolean; readonly hold?: boolean; readonly pairable?: boolean },
  ) => void;
  readonly release: (lane?: string) => void;
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const partnerWaitMs = 3_000;
const batchWaitMs = 60;
const largestBatch = 200;

/**
 * Brings every webhook to the application: in order for each citizen, again and again until it answers 200. Webhooks that
 * the state file still holds are taken up at once.
 */
export function createDeliveries(
  deps: { readonly ledger: Ledger; readonly clock: MovableClock; readonly modes: () => Modes },
  options: DeliverOptions,
): Deliveries {
  const { ledger, clock, modes } = deps;
  const poster = createPoster(options);
  const lanes = new Map<string, Lane>();
  const partners = new Map<string, { readonly item: Item; readonly timer: NodeJS.Timeout }>();
  const queue: Lane[] = [];
  const concurrency = options.webhookConcurrency ?? 50;
  let underWay = 0;
  let batchTimer: NodeJS.Timeout | undefined;
  let closed = false;

  const next = (lane: Lane): Item | undefined => lane.items.find((item) => item.held === undefined);

  function laneOf(name: string): Lane {
    let lane = lanes.get(name);
    if (lane === undefined) lanes.set(name, (lane = { name, items: [], busy: false }));
    return lane;
  }

  function pump(lane: Lane): void {
    if (closed || lane.busy || next(lane) === undefined) return;
    if (modes().batch) {
      batchTimer ??= setTimeout(sendBatch, batchWaitMs);
    } else if (underWay >= concurrency) {
      if (!queue.includes(lane)) queue.push(lane);
    } else {
      void deliver([{ lane, item: next(lane)! }]);
    }
  }

  function sendBatch(): void {
    batchTimer = undefined;
    const together = [...lanes.values()]
      .filter((lane) => !lane.busy)
      .flatMap((lane) => lane.items.filter((item) => item.held === undefined).map((item) => ({ lane, item })))
      .slice(0, largestBatch);
    if (together.length > 0 && !closed) void deliver(together);
  }

  async function deliver(together: readonly { readonly lane: Lane; readonly item: Item }[]): Promise<void> {
    const busy = new Set(together.map(({ lane }) => lane));
    for (const lane of busy) lane.busy = true;
    underWay++;
    const body = { object: 'page', entry: entries(together.map(({ item }) => item.webhook)) };
    const twice = modes().duplicate || together.some(({ item }) => item.twice);
    const outcomes = await Promise.all((twice ? [1, 2] : [1]).map(() => poster.post(body)));
    underWay--;
    if (outcomes.includes('closed')) return;
    for (const { lane, item } of together) {
      lane.items = lane.items.filter((other) => other !== item);
      const { id, mid } = item.webhook;
      // Only a citizen's message has a mark that changes with it.
      ledger.write({
        type: 'webhook-done',
        id,
        acknowledged: outcomes.includes('acknowledged'),
        ...(mid === undefined ? {} : { lane: lane.name }),
      });
    }
    for (const lane of busy) {
      lane.busy = false;
      if (lane.items.length === 0) lanes.delete(lane.name);
      else if (!queue.includes(lane)) queue.push(lane);
    }
    while (underWay < concurrency) {
      const waiting = queue.shift();
      if (waiting === undefined) return;
      pump(waiting);
    }
  }

  function entries(webhooks: readonly WaitingWebhook[]): unknown[] {
    const groups = new Map<string, { key: WaitingWebhook['in']; events: unknown[] }>();
    for (const { lane, in: key, event } of webhooks) {
      const group = groups.get(`${lane} ${key}`);
      if (group) group.events.push(event);
      else groups.set(`${lane} ${key}`, { key, events: [event] });
    }
    return [...groups.values()].map(({ key, events }) => ({
      id: options.pageId,
      time: key === 'changes' ? Math.floor(clock.now() / 1000) : clock.now(),
      [key]: events,
    }));
  }

  /** The first of two messages waits for the second, which then goes ahead of it. */
  function pair(lane: Lane, item: Item): void {
    const partner = partners.get(lane.name);
    if (partner === undefined) {
      item.held = 'for-partner';
      lane.items.push(item);
      const timer = setTimeout(() => part(lane.name), partnerWaitMs);
      partners.set(lane.name, { item, timer });
    } else {
      lane.items.splice(lane.items.indexOf(partner.item), 0, item);
      part(lane.name);
    }
  }

  function part(laneName: string): void {
    const partner = partners.get(laneName);
    if (partner === undefined) return;
    clearTimeout(partner.timer);
    partners.delete(laneName);
    partner.item.held = undefined;
    pump(laneOf(laneName));
  }

  function settled(): boolean {
    for (const laneName of [...partners.keys()]) part(laneName);
    for (const lane of lanes.values()) if (lane.busy || next(lane) !== undefined) return false;
    return true;
  }

  for (const webhook of ledger.state.webhooks.values())
    laneOf(webhook.lane).items.push({ webhook, twice: false });
  // Not within the constructor: the application that hears of them may not listen yet.
  setImmediate(() => [...lanes.values()].forEach(pump));

  return {
    add(webhook, how = {}) {
      if (!isSubscribed(ledger.state.fields, webhook)) return;
      const item: Item = { webhook: { id: randomUUID(), ...webhook }, twice: how.twice ?? false };
      ledger.write({ type: 'webhook', webhook: item.webhook });
      const lane = laneOf(webhook.lane);
      if (how.hold) item.held = 'by-test';
      if (how.pairable && !how.hold && modes().outOfOrder) pair(lane, item);
      else lane.items.push(item);
      pump(lane);
    },
    release(laneName) {
      for (const lane of [...lanes.values()]) {
        if (laneName !== undefined && lane.name !== laneName) continue;
        for (const item of lane.items) if (item.held === 'by-test') item.held = undefined;
        pump(lane);
      }
    },
    idle: () =>
      new Promise((resolve) => {
        if (settled()) return resolve();
        const stop = ledger.listen((news) => {
          if (news.type !== 'webhook-done' && news.type !== 'webhook') return;
          // The lane is still marked as busy while its record is being written.
          queueMicrotask(() => {
            if (!settled()) return;
            stop();
            resolve();
          });
        });
      }),
    async close() {
      closed = true;
      clearTimeout(batchTimer);
      for (const { timer } of partners.values()) clearTimeout(timer);
      partners.clear();
      await poster.close();
    },
  };
}
