import { createHmac } from 'node:crypto';
import express from 'express';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createMovableClock,
  createSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../src/simulator/simulator';

export const appSecret = 'bi-mat-cua-ung-dung';
export const pageId = '100200300400';
export const appId = '555666777';
export const startOfTime = 1_790_000_000_000;

export type Received = {
  readonly body: { readonly object: string; readonly entry: readonly Entry[] };
  readonly raw: string;
  readonly signed: boolean;
};
export type Entry = {
  readonly id: string;
  readonly messaging?: readonly MessagingEvent[];
  readonly standby?: readonly MessagingEvent[];
  readonly changes?: readonly unknown[];
};
export type MessagingEvent = {
  readonly sender: { readonly id: string };
  readonly recipient: { readonly id: string };
  readonly timestamp: number;
  readonly message?: {
    readonly mid: string;
    readonly text?: string;
    readonly is_echo?: boolean;
    readonly app_id?: number;
    readonly metadata?: string;
    readonly quick_reply?: { readonly payload: string };
    readonly attachments?: readonly {
      readonly type: string;
      readonly payload: { readonly url?: string } & Record<string, unknown>;
    }[];
  };
  readonly postback?: { readonly mid: string; readonly title: string; readonly payload: string };
  readonly delivery?: { readonly mids: readonly string[]; readonly watermark: number };
  readonly read?: { readonly watermark: number };
};

/** A real little application: keeps what it receives, answers what it is told to. */
export type Application = {
  readonly url: () => string;
  readonly received: Received[];
  readonly events: () => MessagingEvent[];
  status: number;
  readonly listen: (port?: number) => Promise<void>;
  readonly stop: () => Promise<void>;
};

export function createApplication(): Application {
  const received: Received[] = [];
  let server: Server | undefined;
  let port = 0;
  const application: Application = {
    url: () => `http://127.0.0.1:${port}/webhook`,
    received,
    events: () =>
      received.flatMap(({ body }) =>
        body.entry.flatMap((entry) => [...(entry.messaging ?? []), ...(entry.standby ?? [])]),
      ),
    status: 200,
    async listen(wanted = port) {
      server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const raw = Buffer.concat(chunks);
          const expected = `sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`;
          response.statusCode = application.status;
          if (application.status === 200) {
            received.push({
              raw: raw.toString('utf8'),
              body: JSON.parse(raw.toString('utf8')) as Received['body'],
              signed: request.headers['x-hub-signature-256'] === expected,
            });
          }
          response.end();
        });
      });
      port = await listenOn(server, wanted);
    },
    async stop() {
      if (server) await stopServer(server);
      server = undefined;
    },
  };
  return application;
}

export type Stand = {
  readonly sim: Simulator;
  readonly application: Application;
  readonly clock: ReturnType<typeof createMovableClock>;
  readonly baseUrl: () => string;
  readonly graph: (path: string, body?: unknown, init?: GraphInit) => Promise<GraphAnswer>;
  readonly send: (psid: string, message: unknown, more?: Record<string, unknown>) => Promise<GraphAnswer>;
  readonly close: () => Promise<void>;
};
export type GraphInit = { readonly method?: string; readonly token?: string; readonly version?: string };
export type GraphAnswer = {
  readonly status: number;
  readonly body: Record<string, unknown> & {
    readonly message_id?: string;
    readonly attachment_id?: string;
    readonly error?: {
      readonly code: number;
      readonly error_subcode?: number;
      readonly message: string;
      readonly type: string;
      readonly fbtrace_id: string;
    };
  };
};

/** Simulator and application, each on its own port, under a clock that moves only by hand. */
export async function openStand(
  options: Partial<SimulatorOptions> = {},
  application = createApplication(),
): Promise<Stand> {
  const clock = options.clock ?? createMovableClock({ now: () => startOfTime });
  let port = 0;
  const baseUrl = (): string => `http://127.0.0.1:${port}/simulator`;
  const sim = createSimulator({
    ...{
      pageId,
      appId,
      appSecret,
      clock,
      baseUrl,
      pageToken: 'ma-cua-trang',
      webhookUrl: application.url,
      retryDelaysMs: [5, 10],
    },
    ...options,
  });
  const app = express();
  app.use('/simulator', sim.router);
  const server = createServer(app);
  port = await listenOn(server, 0);
  if (application.url().includes(':0/')) await application.listen();

  const graph: Stand['graph'] = async (path, body, init = {}) => {
    const response = await fetch(`${baseUrl()}/graph/${init.version ?? 'v26.0'}${path}`, {
      method: init.method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        Authorization: `Bearer ${init.token ?? 'ma-cua-trang'}`,
        ...(body === undefined || body instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as GraphAnswer['body'] };
  };
  return {
    ...{ sim, application, clock, baseUrl, graph },
    send: (psid, message, more = {}) =>
      graph('/me/messages', { recipient: { id: psid }, messaging_type: 'RESPONSE', message, ...more }),
    async close() {
      await sim.close();
      await stopServer(server);
      await application.stop();
    },
  };
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function stopServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
