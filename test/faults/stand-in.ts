import express from 'express';
import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMovableClock, createSimulator, type Simulator } from '../../src/simulator/simulator';
import type { Acknowledged } from './check-invariants';
import { credentials } from './program';

export type StandIn = {
  readonly simulator: Simulator;
  readonly graphUrl: string;
  /** Every item of every webhook that the program answered with 200, each time that it did. */
  readonly acknowledged: readonly Acknowledged[];
  /** Where webhooks go once the program's port is known. */
  readonly deliverTo: (port: number) => void;
  readonly close: () => Promise<void>;
};

const WEBHOOK_MS = 5_000;

/**
 * Meta, played by the simulator on a server of its own. Its webhooks pass through here on their way, byte by byte, so
 * that it is known which of them were acknowledged and when.
 */
export async function openStandIn(): Promise<StandIn> {
  const acknowledged: Acknowledged[] = [];
  const agent = new Agent({ keepAlive: true });
  let port: number | undefined;

  const app = express();
  const server = await listen(createServer(app));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
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
  app.use('/simulator', simulator.router);
  app.post('/webhook', express.raw({ type: () => true, limit: '2mb' }), async (incoming, outgoing) => {
    const body = incoming.body as Buffer;
    const signature = incoming.get('x-hub-signature-256') ?? '';
    const status = port === undefined ? 503 : await pass(agent, port, body, signature);
    if (status === 200) acknowledged.push(...itemsOf(body, Date.now()));
    outgoing.status(status).end();
  });

  return {
    simulator,
    acknowledged,
    graphUrl: `${url}/simulator/graph`,
    deliverTo: (to) => void (port = to),
    async close() {
      await simulator.close();
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

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
        resolve(response.statusCode ?? 502);
        response.on('error', () => undefined).resume();
      },
    );
    passed.on('timeout', () => passed.destroy());
    passed.on('error', () => resolve(502));
    passed.end(body);
  });
}

type Item = {
  readonly sender: { readonly id: string };
  readonly recipient: { readonly id: string };
  readonly message?: { readonly mid: string; readonly is_echo?: boolean; readonly metadata?: string };
  readonly postback?: { readonly mid: string };
};

function itemsOf(body: Buffer, at: number): Acknowledged[] {
  const { entry } = JSON.parse(body.toString('utf8')) as { entry: { messaging?: Item[] }[] };
  return entry
    .flatMap(({ messaging }) => messaging ?? [])
    .map((item): Acknowledged => {
      const isEcho = item.message?.is_echo === true;
      return {
        at,
        psid: isEcho ? item.recipient.id : item.sender.id,
        item: JSON.stringify(item),
        ...(!isEcho && { mid: item.message?.mid ?? item.postback?.mid }),
        ...(isEcho && { echoOf: item.message?.metadata }),
      };
    });
}

const listen = (server: Server): Promise<Server> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
