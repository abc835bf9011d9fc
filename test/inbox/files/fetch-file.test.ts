import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createRawServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { fetchFile } from '../../../src/inbox/files/fetch-file';

let server: Server;
let origin: string;
let answer: RequestListener;
let asked: string[];

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  const closed = new Promise((done) => server.close(done));
  server.closeAllConnections();
  await closed;
});

const fetchIt = (url = `${origin}/1`) => fetchFile({ trustedOrigin: origin }, url);
const to =
  (location: string): RequestListener =>
  (request, response) =>
    request.url === '/1' ? response.writeHead(302, { Location: location }).end() : response.end('tệp');

test('a redirect to where files may come from is followed', async () => {
  answer = to('/2');
  expect(await fetchIt()).toEqual({ content: new Uint8Array(Buffer.from('tệp')) });
  expect(asked).toEqual(['/1', '/2']);
});

test.each([
  'http://169.254.169.254/latest/meta-data/',
  'https://evil.example/1.jpg',
  'http://a.fbcdn.net/1.jpg',
  'https://fbcdn.net.evil.com/1.jpg',
  'https://a.fbcdn.net:8443/1.jpg',
  '//127.0.0.1/1',
  'file:///etc/passwd',
  'http://[',
  'https://[::ffff:169.254.169.254]/latest/meta-data/',
  'https://2130706433/1',
  'https://127.1/1',
  'https://localhost/1',
  'https://a.fbcdn.net./1.jpg',
  'https://a.fbcdn.net@127.0.0.1/1.jpg',
  '\\\\127.0.0.1\\1',
  'data:text/plain,x',
  'ftp://a.fbcdn.net/1.jpg',
])('a redirect to %s is not', async (location) => {
  answer = to(location);
  expect(await fetchIt()).toMatchObject({ code: 'FOREIGN', final: true });
  expect(asked).toEqual(['/1']);
});

test('a redirect without a place to go to is not followed either', async () => {
  answer = (_request, response) => response.writeHead(302).end();
  expect(await fetchIt()).toMatchObject({ code: 'FOREIGN', final: true });
});

test('redirects that go round end', async () => {
  answer = (_request, response) => response.writeHead(302, { Location: '/1' }).end();
  expect(await fetchIt()).toMatchObject({ code: 'REDIRECTS', final: false });
  expect(asked).toHaveLength(4);
});

test("a name of Meta's that leads inside is not connected to, however it is asked", async () => {
  let connections = 0;
  const inside = createRawServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  await new Promise<void>((listening) => inside.listen(0, '127.0.0.1', listening));
  let resolved = 0;
  const rebinding = async () => {
    resolved += 1;
    // Outside when it is looked at, inside when it is connected to: here both are the same answer.
    return [{ address: resolved === 1 ? '127.0.0.1' : '157.240.22.35', family: 4 }];
  };
  const got = await fetchFile({ trustedOrigin: undefined, resolve: rebinding }, 'https://a.fbcdn.net/1.jpg');
  await new Promise((done) => inside.close(done));
  expect(got).toMatchObject({ code: 'ENOTPUBLIC', final: false });
  expect([resolved, connections]).toEqual([1, 0]);
});

test('a body without an end is let go of at 25 MB', async () => {
  const block = Buffer.alloc(1_048_576);
  let sent = 0;
  answer = (_request, response) => {
    const more = () => {
      // Bounded, should nobody hang up.
      while (sent < 60 && !response.destroyed) {
        sent += 1;
        if (!response.write(block)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };
  expect(await fetchIt()).toMatchObject({ code: 'TOO_LARGE', final: true });
  expect(sent).toBeLessThan(60);
});

test('what comes packed is not unpacked: it could be far larger than it looks', async () => {
  const packed = gzipSync(Buffer.alloc(1_000_000));
  answer = (_request, response) => response.setHeader('Content-Encoding', 'gzip').end(packed);
  expect(await fetchIt()).toEqual({ content: new Uint8Array(packed) });
});
