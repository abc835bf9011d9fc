import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Topic } from '../queues/queue';

/** What the parts of the program tell of themselves. Labels are words of ours, never ids or what somebody wrote. */
export type Metrics = {
  readonly acknowledged: (outcome: AckOutcome, seconds: number) => void;
  readonly events: (outcome: 'accepted' | 'duplicate' | 'spooled', count: number) => void;
  readonly turnTaken: () => void;
  readonly handlerStarted: (topic: Topic) => (outcome: 'done' | 'failed') => void;
  readonly graphCall: (
    call: 'send' | 'send-file' | 'act' | 'profile',
    outcome: string,
    seconds: number,
  ) => void;
  readonly caseOpened: (reason: string) => void;
  /** Somebody commented below a post; by what came of it. */
  readonly commentTaken: (outcome: string) => void;
  readonly swept: (outcome: 'done' | 'failed') => void;
  readonly storeFailed: () => void;
  /** Asked for what cannot be counted as it happens, whenever somebody reads the metrics. */
  readonly watch: (read: () => Promise<Readings>) => void;
  /** Likewise, of the connection to Meta. */
  readonly watchPage: (read: () => Promise<PageReadings>) => void;
  readonly text: () => Promise<{ readonly type: string; readonly body: string }>;
};

export type AckOutcome = 'stored' | 'spooled' | 'refused' | 'unavailable';

export type Readings = {
  readonly spoolRecords?: number;
  readonly spoolBytes?: number;
  readonly spoolAside?: number;
  /** Undefined, as any of these: not known at the moment. */
  readonly oldestWaitingSeconds?: number | undefined;
  readonly storeUp?: boolean;
  readonly queueUp?: boolean;
  readonly waiting?: ReadonlyMap<Topic, number> | undefined;
};

/** How the connection to Meta is. Undefined: not known. */
export type PageReadings = {
  readonly receiveOnly?: boolean;
  readonly usagePercent?: number;
  readonly isSilent?: boolean;
  readonly heardSecondsAgo?: number | undefined;
  readonly tokenDaysLeft?: number | undefined;
  readonly wrong?: number | undefined;
  readonly checkedSecondsAgo?: number | undefined;
};

const QUICK = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const SLOW = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** A registry of its own, so that two programs in one process, as in tests, do not meet in it. */
export function makeMetrics(
  deps: { readonly now: () => number } = { now: () => performance.now() },
): Metrics {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  collectDefaultMetrics({ register: registry });

  const acks = new Histogram({
    name: 'tiepnhan_webhook_ack_seconds',
    help: 'Time to the answer of a webhook, by what became of it.',
    labelNames: ['outcome'],
    buckets: QUICK,
    registers,
  });
  const events = new Counter({
    name: 'tiepnhan_events_total',
    help: 'Events that came in: accepted, duplicates of earlier ones, and those kept in the spool.',
    labelNames: ['outcome'],
    registers,
  });
  const turns = new Counter({
    name: 'tiepnhan_turns_total',
    help: 'Turns taken. Those that failed opened a case: tiepnhan_cases_opened_total{reason="failed-turn"}.',
    registers,
  });
  const handlers = new Histogram({
    name: 'tiepnhan_handler_seconds',
    help: 'Time that a wake-up took to be handled, by lane; a failed one is tried again.',
    labelNames: ['topic', 'outcome'],
    buckets: SLOW,
    registers,
  });
  const running = new Gauge({
    name: 'tiepnhan_queue_running',
    help: 'Wake-ups being handled in this process, by lane.',
    labelNames: ['topic'],
    registers,
  });
  const graph = new Histogram({
    name: 'tiepnhan_graph_call_seconds',
    help: 'Time that Meta took, by kind of call and what came of it; the sends are the deliveries.',
    labelNames: ['call', 'outcome'],
    buckets: SLOW,
    registers,
  });
  // Without the kind: where there are few, the number of tố cáo alone tells that and when somebody made one.
  const cases = new Counter({
    name: 'tiepnhan_cases_opened_total',
    help: 'Cases opened, by why.',
    labelNames: ['reason'],
    registers,
  });
  const comments = new Counter({
    name: 'tiepnhan_comments_total',
    help: "Comments below the page's posts, by whether their writer was invited to the chat, or why not.",
    labelNames: ['outcome'],
    registers,
  });
  const sweeps = new Counter({
    name: 'tiepnhan_sweeps_total',
    help: 'Rounds of the sweeper.',
    labelNames: ['outcome'],
    registers,
  });
  const storeFailures = new Counter({
    name: 'tiepnhan_store_failures_total',
    help: 'Calls of the database that failed.',
    registers,
  });

  return {
    acknowledged: (outcome, seconds) => acks.observe({ outcome }, seconds),
    events: (outcome, count) => events.inc({ outcome }, count),
    turnTaken: () => turns.inc(),
    handlerStarted: (topic) => {
      const begun = deps.now();
      running.inc({ topic });
      return (outcome) => {
        running.dec({ topic });
        handlers.observe({ topic, outcome }, (deps.now() - begun) / 1000);
      };
    },
    graphCall: (call, outcome, seconds) => graph.observe({ call, outcome }, seconds),
    caseOpened: (reason) => cases.inc({ reason }),
    commentTaken: (outcome) => comments.inc({ outcome }),
    swept: (outcome) => sweeps.inc({ outcome }),
    storeFailed: () => storeFailures.inc(),
    watch: (read) => addReadings(registry, read),
    watchPage: (read) => addPageReadings(registry, read),
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
  };
}

/** What is not known is NaN: a scrape must not fail for it. */
function addReadings(registry: Registry, ask: () => Promise<Readings>): void {
  const registers = [registry];
  const { read, gauge } = gaugesOf(registry, ask);
  gauge('store_up', '1: the database answers.', (now) => upOrDown(now.storeUp));
  gauge('queue_up', '1: wake-ups reach their worker.', (now) => upOrDown(now.queueUp));
  gauge('spool_records', 'Events that wait in the spool.', (now) => now.spoolRecords);
  gauge('spool_bytes', 'Bytes that wait in the spool.', (now) => now.spoolBytes);
  gauge('spool_aside', 'Since the start: what was kept aside in .damaged files.', (now) => now.spoolAside);
  gauge(
    'oldest_waiting_seconds',
    'Age of the oldest event whose turn has not been taken; 0: none waits.',
    (now) => now.oldestWaitingSeconds,
  );
  new Gauge({
    name: 'tiepnhan_queue_waiting',
    help: 'Wake-ups that wait in this process, by lane.',
    labelNames: ['topic'],
    registers,
    async collect() {
      for (const [topic, count] of (await read()).waiting ?? []) this.set({ topic }, count);
    },
  });
}

function addPageReadings(registry: Registry, ask: () => Promise<PageReadings>): void {
  const { gauge } = gaugesOf(registry, ask);
  gauge('receive_only', '1: Meta takes nothing from the page.', (now) => upOrDown(now.receiveOnly));
  gauge(
    'allowance_used_percent',
    "Of Meta's allowance, once sending is slowed for it; 0: it is not.",
    (now) => now.usagePercent,
  );
  gauge('webhooks_silent', '1: no webhook for longer than usual.', (now) => upOrDown(now.isSilent));
  gauge('webhook_age_seconds', 'Since the last webhook.', (now) => now.heardSecondsAgo);
  gauge('token_days_left', "Of the page's token; NaN: it does not end.", (now) => now.tokenDaysLeft);
  gauge('page_check_wrong', 'What a person has to mend at Meta.', (now) => now.wrong);
  gauge('page_check_age_seconds', 'Since that was last compared.', (now) => now.checkedSecondsAgo);
}

function gaugesOf<T extends object>(registry: Registry, ask: () => Promise<T>) {
  let asked: Promise<Partial<T>> | undefined;
  /** All gauges of one scrape share one answer. */
  const read = (): Promise<Partial<T>> => {
    asked ??= ask()
      .catch((): Partial<T> => ({}))
      .finally(() => (asked = undefined));
    return asked;
  };
  const gauge = (name: string, help: string, pick: (readings: Partial<T>) => number | undefined) =>
    new Gauge({
      name: `tiepnhan_${name}`,
      help,
      registers: [registry],
      async collect() {
        this.set(pick(await read()) ?? Number.NaN);
      },
    });
  return { read, gauge };
}

const upOrDown = (up: boolean | undefined) => (up === undefined ? undefined : Number(up));
