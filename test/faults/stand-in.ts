import express from 'express';
import { createHmac } from 'node:crypto';
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMovableClock, createSimulator, type Simulator } from '../../src/simulator/simulator';
import type { Acknowledged } from './check-invariants';
import { openFaultProxy, type FaultProxy } from './fault-proxy';
import { credentials } from './program';
import { itemsOf } from './webhook-items';

/** One POST of a webhook and what the program made of it. */
export type Delivery = {
  readonly at: number;
  readonly body: Buffer;
  /** The program's status; 502 where it gave none. */
  readonly status: number;
  /** Until the head of the answer was here. */
  readonly ms: number;
};

export type StandIn = {
  readonly simulator: Simulator;
  /** Through `graphLine`. */
  readonly graphUrl: string;
  /** The line from the program to the Graph API, to be spoilt. */
  readonly graphLine: FaultProxy;
  /** Every item of every webhook that the program answered with 200, each time that it did. */
  readonly acknowledged: readonly Acknowledged[];
  /** Every webhook that was brought to the program's door. */
  readonly deliveries: readonly Delivery[];
  /** Where webhooks go once the program's port is known. */
  readonly deliverTo: (port: number) => void;
  /**
   * Signs a body and brings it to the door, once.
   * @param how.aside it is not Meta's: what it holds does not count as acknowledged
   */
  readonly post: (body: Buffer | object, how?: { readonly aside?: boolean }) => Promise<Delivery>;
  readonly close: () => Promise<void>;
};

const WEBHOOK_MS = 5_000;
const BAD_GATEWAY = 502;

/**
 * Meta, played by the simulator on a server of its own. Its webhooks pass through here on their way, byte by byte, so
 * that it is known which of them were acknowledged and when.
 */
export async function openStandIn(): Promise<StandIn> {
  const acknowledged: Acknowledged[] = [];
  const deliveries: Delivery[] = [];
  const agent = new Agent({ keepAlive: true });
  let port: number | undefined;

  const app = express();
  const server = await listen(createServer(app));
  const own = (server.address() as AddressInfo).port;
  const graphLine = await openFaultProxy(own);
  const url = `http://127.0.0.1:${own}`;
  const simulator = createSimulator({
    pageId: credentials.PAGE_ID,
    appId: credentials.APP_ID,
    appSecret: credentials.APP_SECRET,
    pageToken: credentials.PAGE_ACCESS_TOKEN,
    clock: createMovableClock(),
    webhookUrl: () => `${url}/webhook`,
    baseUrl: () => `${url}/simulator`,
    latencyMs: 15,
    retryDelaysMs: [50, 100, 200, 400],
  });

  const bring = async (body: Buffer, signature: string, aside = false): Promise<Delivery> => {
    const started = performance.now();
    const status = port === undefined ? 503 : await pass(agent, port, body, signature);
    const delivery = { at: Date.now(), body, status, ms: performance.now() - started };
    if (aside) return delivery;
    deliveries.push(delivery);
    if (status === 200) acknowledged.push(...itemsOf(body, delivery.at));
    return delivery;
  };
  app.use('/simulator', simulator.router);
  app.post('/webhook', express.raw({ type: () => true, limit: '2mb' }), async (incoming, outgoing) => {
    const { status } = await bring(incoming.body as Buffer, incoming.get('x-hub-signature-256') ?? '');
    outgoing.status(status).end();
  });

  return {
    simulator,
    acknowledged,
    deliveries,
    graphLine,
    graphUrl: `http://127.0.0.1:${graphLine.port}/simulator/graph`,
    deliverTo: (to) => void (port = to),
    post(body, { aside = false } = {}) {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
      return bring(bytes, signatureOf(bytes), aside);
    },
    async close() {
      await simulator.close();
      agent.destroy();
      await graphLine.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const signatureOf = (body: Buffer): string =>
  `sha256=${createHmac('sha256', credentials.APP_SECRET).update(body).digest('hex')}`;

/** @returns the program's status, or 502 where it gave none. */
function pass(agent: Agent, port: number, body: Buffer, signature: string): Promise<number> {
  return new Promise((resolve) => {
    const passed = request(
      {
        agent,
        host: '127.0.0.1',
        port,
        path: '/webhook',
        method: 'POST',
        timeout: WEBHOOK_MS,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': body.length,
          'X-Hub-Signature-256': signature,
        },
      },
      (response) => {
        // The head says it all: once 200 is on the way, Meta will not send this again.
        resolve(response.statusCode ?? BAD_GATEWAY);
        response.on('error', () => undefined).resume();
      },
    );
    passed.on('timeout', () => passed.destroy());
    passed.on('error', () => resolve(BAD_GATEWAY));
    passed.end(body);
  });
}

const listen = (server: Server): Promise<Server> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
