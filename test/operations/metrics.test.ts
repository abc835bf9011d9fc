import express from 'express';
import request from 'supertest';
import { countEvents, timeAcks, timeGraph, timeHandlers, watchStore } from '../../src/operations/measure';
import { makeMetrics, type Metrics } from '../../src/operations/metrics';
import { serveMetrics } from '../../src/operations/serve-metrics';
import { inProcessQueue } from '../../src/queues/in-process';
import type { CaseDoc } from '../../src/store/cases';
import { caseDocs } from '../console/api/world';
import { eventFor } from '../spool/event-for-tests';
import { frozenClock } from '../support/frozen-clock';
import { tempStore } from '../support/temp-store';

let metrics: Metrics;
beforeEach(() => {
  metrics = makeMetrics();
});

/** The lines of one metric, without those of its buckets and sums. */
async function lines(name: string): Promise<string[]> {
  const { body } = await metrics.text();
  const of = new RegExp(`^tiepnhan_${name}(?:_count)?[ {]`);
  return body.split('\n').filter((line) => of.test(line));
}

test('counts webhooks by what became of them', async () => {
  const app = express().use(timeAcks(metrics));
  app.post('/:status', (req, res) => {
    if (req.query.kept) res.locals.kept = req.query.kept;
    res.sendStatus(Number(req.params.status));
  });
  app.get('/', (_req, res) => void res.sendStatus(200));
  for (const path of ['/200?kept=stored', '/200?kept=stored', '/200?kept=spooled', '/401', '/503'])
    await request(app).post(path);
  await request(app).get('/');
  expect(await lines('webhook_ack_seconds')).toEqual([
    'tiepnhan_webhook_ack_seconds_count{outcome="stored"} 2',
    'tiepnhan_webhook_ack_seconds_count{outcome="spooled"} 1',
    'tiepnhan_webhook_ack_seconds_count{outcome="refused"} 1',
    'tiepnhan_webhook_ack_seconds_count{outcome="unavailable"} 1',
  ]);
});

test('counts events as accepted, duplicate or spooled', async () => {
  const inbox = countEvents(metrics, { insertIfAbsent: async () => [true, false, true, 'spooled'] });
  expect(await inbox.insertIfAbsent([eventFor('a')])).toEqual([true, false, true, 'spooled']);
  expect(await lines('events_total')).toEqual([
    'tiepnhan_events_total{outcome="accepted"} 2',
    'tiepnhan_events_total{outcome="duplicate"} 1',
    'tiepnhan_events_total{outcome="spooled"} 1',
  ]);
});

test('times the handlers of wake-ups and tells a failed one from one that is done', async () => {
  const ended: (() => void)[] = [];
  const failed = new Promise<void>((resolve) => ended.push(resolve));
  const queue = timeHandlers(metrics, inProcessQueue({ log: { error: () => ended[0]?.() } }));
  queue.work(
    'turns',
    async (id) => {
      expect(await lines('queue_running')).toEqual(['tiepnhan_queue_running{topic="turns"} 1']);
      if (id === 'bad') throw new Error('no');
    },
    1,
  );
  await queue.wake('turns', 'good');
  await queue.wake('turns', 'bad');
  await failed;
  await queue.close();
  expect(await lines('handler_seconds')).toEqual([
    'tiepnhan_handler_seconds_count{topic="turns",outcome="done"} 1',
    'tiepnhan_handler_seconds_count{topic="turns",outcome="failed"} 1',
  ]);
  expect(await lines('queue_running')).toEqual(['tiepnhan_queue_running{topic="turns"} 0']);
});

test('times the calls of Meta by what came of them', async () => {
  const client = timeGraph(metrics, {
    send: async (psid) =>
      psid === '1' ? { type: 'sent', mid: 'm' } : { type: 'stop', reason: 'r', code: '190' },
    sendFile: async () => ({ type: 'give-up', reason: 'r', code: '100' }),
    act: async () => undefined,
    passThread: async () => undefined,
    takeThread: async () => undefined,
    setProfile: () => Promise.reject(new Error('refused')),
    close: () => undefined,
  });
  await client.send('1', {} as never, 'x');
  await client.send('2', {} as never, 'x');
  await client.sendFile('1', {} as never, 'x');
  await client.act('1', 'typing_on');
  await expect(client.setProfile({})).rejects.toThrow('refused');
  expect(await lines('graph_call_seconds')).toEqual([
    'tiepnhan_graph_call_seconds_count{call="send",outcome="sent"} 1',
    'tiepnhan_graph_call_seconds_count{call="send",outcome="stop"} 1',
    'tiepnhan_graph_call_seconds_count{call="send-file",outcome="give-up"} 1',
    'tiepnhan_graph_call_seconds_count{call="act",outcome="done"} 1',
    'tiepnhan_graph_call_seconds_count{call="profile",outcome="failed"} 1',
  ]);
});

test('counts new cases by why they were opened, with nothing that tells a tố cáo from the others', async () => {
  const temp = await tempStore({ clock: frozenClock() });
  const store = watchStore(metrics, temp.store, () => undefined);
  const docs: CaseDoc[] = caseDocs();
  expect(docs.some(({ kind }) => kind === 'to-cao')).toBe(true);
  await store.cases.insertIfAbsent(docs);
  await store.cases.insertIfAbsent(docs);
  await temp.close();
  const opened = await lines('cases_opened_total');
  const sum = opened.reduce((all, line) => all + Number(line.split(' ').at(-1)), 0);
  expect(sum).toBe(docs.length);
  const ours = (await metrics.text()).body.split('\n').filter((line) => line.includes('tiepnhan_'));
  expect(ours.join('\n')).not.toMatch(/to-cao|kind=/);
});

test('counts the calls of the database that fail, and passes the failure on', async () => {
  const temp = await tempStore({ clock: frozenClock() });
  const fault = new Error('gone');
  const failures: unknown[] = [];
  const broken = { ...temp.store, events: { ...temp.store.events, get: () => Promise.reject(fault) } };
  const store = watchStore(metrics, broken, (error) => void failures.push(error));
  await expect(store.events.get('a')).rejects.toBe(fault);
  expect(await store.events.count({ state: 'new' })).toBe(0);
  await temp.close();
  expect(failures).toEqual([fault]);
  expect(await lines('store_failures_total')).toEqual(['tiepnhan_store_failures_total 1']);
});

test('what can only be asked is asked once when the metrics are read; what is not known is NaN', async () => {
  let asked = 0;
  let answer: () => Promise<object> = async () => ({
    spoolRecords: 3,
    spoolBytes: 900,
    spoolAside: 1,
    oldestWaitingSeconds: 12,
    waiting: new Map([['turns', 4]] as const),
    storeUp: true,
    queueUp: false,
  });
  metrics.watch(() => {
    asked += 1;
    return answer();
  });
  const { body } = await metrics.text();
  expect(asked).toBe(1);
  for (const line of [
    'store_up 1',
    'queue_up 0',
    'spool_records 3',
    'spool_bytes 900',
    'spool_aside 1',
    'oldest_waiting_seconds 12',
  ])
    expect(body).toContain(`tiepnhan_${line}\n`);
  expect(body).toContain('tiepnhan_queue_waiting{topic="turns"} 4\n');
  answer = () => Promise.reject(new Error('away'));
  expect(await lines('oldest_waiting_seconds')).toEqual(['tiepnhan_oldest_waiting_seconds Nan']);
});

test('are served on an address of their own, with those of the process and of the event loop', async () => {
  const served = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 });
  metrics.turnTaken();
  metrics.swept('done');
  const answer = await fetch(`${served.url}/metrics`);
  const body = await answer.text();
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
  expect(body).toMatch(/^process_resident_memory_bytes \d/m);
  expect(body).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  expect(body).toContain('tiepnhan_turns_total 1\n');
  expect(body).toContain('tiepnhan_sweeps_total{outcome="done"} 1\n');
  expect((await fetch(`${served.url}/`)).status).toBe(404);
  await served.stop();
});

test('two programs in one process do not meet in their metrics', async () => {
  makeMetrics().turnTaken();
  expect(await lines('turns_total')).toEqual(['tiepnhan_turns_total 0']);
});
