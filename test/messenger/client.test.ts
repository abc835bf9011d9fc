import { createHmac } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { messengerClient, type MessengerClient } from '../../src/messenger/client';

const graphUrl = 'https://graph.facebook.com';
const options = {
  graphUrl,
  graphVersion: 'v26.0',
  pageId: '100200300400500',
  pageToken: 'EAAG-page-token-of-this-test',
  appSecret: 'b1946ac92492d2347c6235b4d2611184',
};
const path = '/v26.0/100200300400500/messages';

let client: MessengerClient;
beforeEach(() => {
  nock.disableNetConnect();
  client = messengerClient(options);
});
afterEach(() => {
  client.close();
  nock.cleanAll();
  nock.enableNetConnect();
});
afterAll(() => nock.restore());

const send = () => client.send('7390123456789012', { text: 'Xin chào' }, 'ev1-0.0');

test('sends one message, with the token in a header and its proof in the body', async () => {
  const seen: { body?: unknown; headers?: Record<string, unknown>; path?: string } = {};
  nock(graphUrl)
    .post(path)
    .reply(function (uri, body) {
      Object.assign(seen, { body, headers: this.req.headers, path: uri });
      return [200, { recipient_id: '7390123456789012', message_id: 'm_1' }];
    });
  expect(await send()).toEqual({ type: 'sent', mid: 'm_1' });
  expect(seen.body).toEqual({
    recipient: { id: '7390123456789012' },
    messaging_type: 'RESPONSE',
    message: { text: 'Xin chào', metadata: 'ev1-0.0' },
    appsecret_proof: createHmac('sha256', options.appSecret).update(options.pageToken).digest('hex'),
  });
  expect(JSON.stringify(seen.headers?.authorization)).toContain(`Bearer ${options.pageToken}`);
  expect(seen.path).toBe(path);
  expect(JSON.stringify(seen.body)).not.toContain(options.pageToken);
});

const file = {
  name: 'don-khieu-nai-7K2M-9QRS-TVW.docx',
  contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  content: new TextEncoder().encode('PK nội dung của đơn'),
};
const sendFile = () => client.sendFile('7390123456789012', file, 'ev1-1.0');

test('uploads a file and sends it in one call, as a form with its parts', async () => {
  const seen: { body: string; headers: Record<string, unknown> } = { body: '', headers: {} };
  nock(graphUrl)
    .post(path)
    .reply(function (_uri, body) {
      seen.body = typeof body === 'string' ? body : JSON.stringify(body);
      seen.headers = this.req.headers;
      return [200, { recipient_id: '7390123456789012', message_id: 'm_2' }];
    });
  expect(await sendFile()).toEqual({ type: 'sent', mid: 'm_2' });
  const type = [seen.headers['content-type']].flat().join();
  expect(type).toMatch(/^multipart\/form-data; boundary=/);
  // nock gives what is not plain text as hexadecimal digits.
  const raw = /^[0-9a-f]+$/.test(seen.body) ? Buffer.from(seen.body, 'hex') : Buffer.from(seen.body);
  const form = await new Response(new Uint8Array(raw), { headers: { 'Content-Type': type } }).formData();
  const fields = [...form.entries()].flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  expect(Object.fromEntries(fields)).toEqual({
    recipient: '{"id":"7390123456789012"}',
    messaging_type: 'RESPONSE',
    message: '{"attachment":{"type":"file","payload":{}},"metadata":"ev1-1.0"}',
    appsecret_proof: createHmac('sha256', options.appSecret).update(options.pageToken).digest('hex'),
  });
  const sent = form.get('filedata') as File;
  expect([sent.name, sent.type]).toEqual([file.name, file.contentType]);
  expect(new Uint8Array(await sent.arrayBuffer())).toEqual(file.content);
  expect(JSON.stringify(seen.headers.authorization)).toContain(`Bearer ${options.pageToken}`);
  expect(raw.toString()).not.toContain(options.pageToken);
});

const error = (code: number, error_subcode?: number) => ({ error: { message: 'x', code, error_subcode } });

test.each([
  ['a closed window', 403, error(10, 2018278), 'give-up'],
  ['a dead token', 401, error(190), 'stop'],
  ['a rate limit', 400, error(613), 'retry'],
  ['a reply that Meta itself could not read', 500, error(1, 1357046), 'unknown'],
  ['an HTML page of a proxy that fails', 502, '<html><h1>Bad Gateway</h1></html>', 'retry'],
  ['an HTML page that calls itself a success', 200, '<html>Sign in to this network</html>', 'unknown'],
  ['an empty answer', 200, '', 'unknown'],
  ['half a JSON', 200, '{"recipient_id":"1","mess', 'unknown'],
  ['a success without a message id', 200, { recipient_id: '1' }, 'unknown'],
  ['an empty failure', 500, '', 'retry'],
])('%s', async (_what, status, body, type) => {
  nock(graphUrl).post(path).reply(status, body);
  expect(await send()).toMatchObject({ type });
  expect(nock.isDone()).toBe(true);
});

test('does not follow a redirect with the token', async () => {
  nock(graphUrl).post(path).reply(302, '', { Location: 'https://elsewhere.example/messages' });
  const elsewhere = nock('https://elsewhere.example').post('/messages').reply(200, { message_id: 'm_1' });
  expect(await send()).toMatchObject({ type: 'give-up' });
  expect(elsewhere.isDone()).toBe(false);
});

test.each([
  ['ECONNREFUSED', 'retry'],
  ['ENOTFOUND', 'retry'],
  ['EAI_AGAIN', 'retry'],
  ['ECONNRESET', 'unknown'],
  ['ETIMEDOUT', 'unknown'],
  ['EPIPE', 'unknown'],
  ['ECONNABORTED', 'unknown'],
])('a connection that ends with %s means %s', async (code, type) => {
  nock(graphUrl)
    .post(path)
    .replyWithError(Object.assign(new Error('socket'), { code }));
  const result = await send();
  expect(result).toMatchObject({ type, code });
  expect(JSON.stringify(result)).not.toMatch(/EAAG|chào|7390123456789012/);
});

test.each([
  ['a file that Meta does not take', 400, error(100, 2018047), 'give-up'],
  ['a file that is too large', 400, error(100, 2018109), 'give-up'],
  ['a closed window', 403, error(10, 2018278), 'give-up'],
  ['a rate limit', 400, error(613), 'retry'],
  ['an answer that says nothing', 200, '', 'unknown'],
])('judges the sending of a file as that of a text: %s', async (_what, status, body, type) => {
  nock(graphUrl).post(path).reply(status, body);
  expect(await sendFile()).toMatchObject({ type });
});

test('says nothing of a file whose way is cut', async () => {
  nock(graphUrl)
    .post(path)
    .replyWithError(Object.assign(new Error('socket'), { code: 'ECONNRESET' }));
  const result = await sendFile();
  expect(result).toMatchObject({ type: 'unknown', code: 'ECONNRESET' });
  expect(JSON.stringify(result)).not.toMatch(/EAAG|nội dung|7390123456789012/);
});

test('takes the typing sign lightly, whatever becomes of it', async () => {
  const bodies: unknown[] = [];
  nock(graphUrl)
    .post(path, (body) => {
      bodies.push(body);
      return true;
    })
    .reply(400, error(100));
  await client.act('7390123456789012', 'typing_on');
  nock(graphUrl).post(path).replyWithError('gone');
  await client.act('7390123456789012', 'typing_on');
  // Alone with its recipient: Meta refuses it beside a message.
  expect(bodies).toEqual([
    expect.objectContaining({ recipient: { id: '7390123456789012' }, sender_action: 'typing_on' }),
  ]);
  expect(bodies[0]).not.toHaveProperty('message');
});

test('sets the profile, and says why it was refused without saying what was sent', async () => {
  nock(graphUrl).post('/v26.0/me/messenger_profile').reply(200, { result: 'success' });
  await expect(client.setProfile({ greeting: [] })).resolves.toBeUndefined();
  nock(graphUrl).post('/v26.0/me/messenger_profile').reply(400, error(100));
  const refused = client.setProfile({ greeting: [{ locale: 'default', text: 'Xin chào' }] });
  await expect(refused).rejects.toThrow(/profile was refused.*100\/0/);
});

describe('over a real socket', () => {
  let server: Server;
  const sockets = new Set<Socket>();

  const listen = async (answer: (socket: Socket) => void): Promise<string> => {
    server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.once('data', () => answer(socket));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    nock.enableNetConnect('127.0.0.1');
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const at = (url: string) => {
    client.close();
    client = messengerClient({ ...options, graphUrl: url });
  };
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await new Promise((closed) => server.close(closed));
  });

  test('a server that is not there has certainly got nothing', async () => {
    const url = await listen(() => undefined);
    await new Promise((closed) => server.close(closed));
    at(url);
    expect(await send()).toMatchObject({ type: 'retry', code: 'ECONNREFUSED' });
  });

  test('a connection that breaks after the request may have carried it', async () => {
    at(await listen((socket) => socket.resetAndDestroy()));
    expect(await send()).toMatchObject({ type: 'unknown', code: 'ECONNRESET' });
  });

  test('an answer that breaks off in the middle may have been a success', async () => {
    at(
      await listen((socket) =>
        socket.end(
          'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"message',
        ),
      ),
    );
    expect(await send()).toMatchObject({ type: 'unknown' });
  });

  test('what is no HTTP at all may have been anything', async () => {
    at(await listen((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    expect(await send()).toMatchObject({ type: 'unknown' });
  });
});
