import { createServer, type AddressInfo, type Server } from 'node:net';
import { request } from 'node:http';
import { openFaultProxy, type FaultProxy } from './fault-proxy';

let server: Server;
let asked: number;
let proxy: FaultProxy;

beforeEach(async () => {
  asked = 0;
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      asked += 1;
      socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  proxy = await openFaultProxy((server.address() as AddressInfo).port);
});

afterEach(async () => {
  await proxy.close();
  await new Promise((resolve) => server.close(resolve));
});

/** The answer, or the code of the error, or `nothing` after that time. */
const ask = (patienceMs = 2_000): Promise<string> =>
  new Promise((resolve) => {
    const sent = request(
      { host: '127.0.0.1', port: proxy.port, agent: false, timeout: patienceMs },
      (answer) => {
        answer.setEncoding('utf8').on('data', resolve);
      },
    );
    sent.on('timeout', () => {
      resolve('nothing');
      sent.destroy();
    });
    sent.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'error'));
    sent.end();
  });

describe('a line that can be spoilt', () => {
  it('passes both ways while it is not', async () => {
    expect(await ask()).toBe('ok');
    expect(proxy.hits()).toBe(0);
  });

  it('refuses connections, and takes them again on the same port', async () => {
    await proxy.set('refuse');
    expect(await ask()).toBe('ECONNREFUSED');
    await proxy.set('pass');
    expect(await ask()).toBe('ok');
  });

  it('cuts the connection before anything arrives', async () => {
    await proxy.set('reset');
    expect(await ask()).toBe('ECONNRESET');
    expect({ asked, hits: proxy.hits() }).toEqual({ asked: 0, hits: 1 });
  });

  it('lets the question arrive and cuts off the answer', async () => {
    await proxy.set('cut-answers');
    expect(await ask()).toBe('ECONNRESET');
    expect({ asked, hits: proxy.hits() }).toEqual({ asked: 1, hits: 1 });
  });

  it('takes the question and never answers', async () => {
    await proxy.set('hang');
    expect(await ask(100)).toBe('nothing');
    expect({ asked, hits: proxy.hits() }).toEqual({ asked: 0, hits: 1 });
  });

  it('answers late', async () => {
    await proxy.set({ delayMs: 150 });
    const began = performance.now();
    expect(await ask()).toBe('ok');
    expect(performance.now() - began).toBeGreaterThanOrEqual(145);
  });
});
