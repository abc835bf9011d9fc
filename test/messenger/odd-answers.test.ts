import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import nock from 'nock';
import { messengerClient, type MessengerClient } from '../../src/messenger/client';

const options = {
  graphUrl: 'https://graph.facebook.com',
  graphVersion: 'v26.0',
  pageId: '100200300400500',
  pageToken: 'EAAG-page-token-of-this-test',
  appSecret: 'b1946ac92492d2347c6235b4d2611184',
};
const psid = '7390123456789012';
const words = 'Xin chào';
const sendWith = (client: MessengerClient) => client.send(psid, { text: words }, 'ev1-0.0');
const secrets = /EAAG|chào|7390123456789012|b1946ac9/;

describe('what Meta, or something on the way to it, answers', () => {
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

  const success = JSON.stringify({ recipient_id: psid, message_id: 'm_1' });
  const closed = JSON.stringify({ error: { message: words, code: 10, error_subcode: 2018278 } });
  const page = '<!DOCTYPE html><html><body>Sign in to this network</body></html>';
  const json = 'application/json; charset=UTF-8';

  test.each<[string, number, string, string | Buffer, string]>([
    ['a success that calls itself HTML', 200, 'text/html', success, 'sent'],
    ['a success that calls itself JavaScript', 200, 'text/javascript; charset=UTF-8', success, 'sent'],
    ['a success that calls itself bytes', 200, 'application/octet-stream', success, 'sent'],
    ['a success of a type that is none', 200, 'nonsense', success, 'sent'],
    ['a success in another charset', 200, 'application/json; charset=utf-16', success, 'sent'],
    ['a success behind a byte order mark', 200, json, `\ufeff${success}`, 'sent'],
    ['a success with blanks around it', 200, json, `\r\n ${success}\n`, 'sent'],
    ['a success that says more', 200, json, `{"message_id":"m_1","attachment_id":"7","new":[{}]}`, 'sent'],
    ['a success without a recipient', 200, json, '{"message_id":"m_1"}', 'sent'],
    ['a success that was only accepted', 202, json, success, 'sent'],
    ['HTML that calls itself JSON', 200, json, page, 'unknown'],
    ['two answers in one', 200, json, success + success, 'unknown'],
    ['half a JSON', 200, json, success.slice(0, -3), 'unknown'],
    ['half a letter', 200, json, Buffer.from('{"message_id":"m_\xe1\xbb', 'latin1'), 'unknown'],
    ['JSON in UTF-16', 200, json, Buffer.from(success, 'utf16le'), 'unknown'],
    ['bytes', 200, 'application/octet-stream', Buffer.from([0, 255, 254, 128]), 'unknown'],
    ['white space', 200, json, ' \n', 'unknown'],
    ['null', 200, json, 'null', 'unknown'],
    ['a list', 200, json, `[${success}]`, 'unknown'],
    ['a word', 200, json, '"ok"', 'unknown'],
    ['a number', 200, json, '200', 'unknown'],
    ['an empty message id', 200, json, '{"message_id":""}', 'unknown'],
    ['no message id', 200, json, '{"message_id":null}', 'unknown'],
    ['a message id that is a number', 200, json, '{"message_id":7}', 'unknown'],
    ['a message id that is a list', 200, json, '{"message_id":["m_1"]}', 'unknown'],
    ['a message id in the prototype', 200, json, '{"__proto__":{"message_id":"m_1"}}', 'unknown'],
    ['a success of something else', 200, json, '{"result":"success"}', 'unknown'],
    ['no content at all', 204, json, '', 'unknown'],
    ['nothing that is new', 304, json, '', 'give-up'],
    ['a nesting without an end', 200, json, `{"a":${'['.repeat(100_000)}`, 'unknown'],
    ['more than an answer can be', 200, json, `{"a":"${'x'.repeat(1_000_001)}"`, 'unknown'],
    ['a refusal that calls itself HTML', 403, 'text/html', closed, 'give-up'],
    ['a refusal that calls itself a success', 200, json, closed, 'give-up'],
    ['half a refusal', 403, json, closed.slice(0, -2), 'give-up'],
    ['an error without a code', 400, json, '{"error":{}}', 'give-up'],
    ['an error whose code is a text', 401, json, '{"error":{"code":"190"}}', 'stop'],
    ['an error whose code is a list', 400, json, '{"error":{"code":[190]}}', 'stop'],
    ['an error that is a text', 500, json, '{"error":"Internal"}', 'retry'],
    ['a failure that calls itself a success inside', 500, json, '{"success":true}', 'retry'],
    ['an HTML page that is too busy', 503, 'text/html', page, 'retry'],
    ['an HTML page that waited too long', 504, 'text/html', page, 'retry'],
    ['an HTML page that has had enough', 429, 'text/html', page, 'retry'],
    ['an HTML page that wants a sign-in', 407, 'text/html', page, 'give-up'],
    ['an HTML page about an address that is too long', 414, 'text/html', page, 'give-up'],
  ])('%s', async (_what, status, type, body, means) => {
    nock(options.graphUrl)
      .post('/v26.0/100200300400500/messages')
      .reply(status, body, { 'Content-Type': type });
    const result = await sendWith(client);
    expect(result).toMatchObject(means === 'sent' ? { type: 'sent', mid: 'm_1' } : { type: means });
    expect(JSON.stringify(result)).not.toMatch(secrets);
    expect(nock.isDone()).toBe(true);
  });
});

describe('how an answer comes', () => {
  let server: Server;
  let client: MessengerClient;
  let answer: RequestListener;
  const timers = new Set<NodeJS.Timeout>();

  beforeEach(async () => {
    nock.restore();
    server = createServer((request, response) => {
      request.resume().on('end', () => answer(request, response));
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const graphUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    client = messengerClient({ ...options, graphUrl, timeoutMs: 300 });
  });
  afterEach(async () => {
    for (const timer of timers) clearInterval(timer);
    client.close();
    const closed = new Promise((done) => server.close(done));
    server.closeAllConnections();
    await closed;
  });

  const success = Buffer.from('{"recipient_id":"1","message_id":"m_1"}');
  const dribble = (response: ServerResponse) =>
    void timers.add(setInterval(() => response.write(' '), 20).unref());

  test.each<[string, (response: ServerResponse) => void]>([
    ['not at all', () => undefined],
    ['with its head only', (response) => response.writeHead(200).flushHeaders()],
    ['with half of its body', (response) => response.write(success.subarray(0, 20))],
    ['drop by drop, and never whole', dribble],
  ])('%s: nobody knows whether it went out, and the time limit holds', async (_how, reply) => {
    answer = (_request, response) => reply(response);
    const before = process.hrtime.bigint();
    const result = await sendWith(client);
    expect(result).toMatchObject({ type: 'unknown' });
    expect(JSON.stringify(result)).not.toMatch(secrets);
    expect(Number(process.hrtime.bigint() - before) / 1e6).toBeLessThan(5_000);
  });

  test('packed', async () => {
    answer = (_request, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(success));
    expect(await sendWith(client)).toEqual({ type: 'sent', mid: 'm_1' });
  });

  test.each([
    ['packed and cut', gzipSync(success).subarray(0, 20)],
    ['packed, as it says, and is not', success],
    ['packed, and far larger than it looks', gzipSync(Buffer.alloc(50_000_000, ' '))],
  ])('%s', async (_how, bytes) => {
    answer = (_request, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bytes);
    expect(await sendWith(client)).toMatchObject({ type: 'unknown' });
  });

  test('after one that was never whole, the next send is as good as any', async () => {
    answer = (_request, response) => dribble(response);
    await sendWith(client);
    answer = (_request, response) => response.end(success);
    expect(await sendWith(client)).toEqual({ type: 'sent', mid: 'm_1' });
  });
});
