import nock from 'nock';
import { pageSetup, type PageSetup } from '../../src/messenger/page-setup';

const graphUrl = 'https://graph.facebook.com';
const options = {
  graphUrl,
  graphVersion: 'v26.0',
  pageId: '100200300400500',
  appId: '555666777',
  pageToken: 'EAAG-page-token-of-this-test',
  appSecret: 'b1946ac92492d2347c6235b4d2611184',
};
let setup: PageSetup;
beforeEach(() => {
  nock.disableNetConnect();
  setup = pageSetup(options);
});
afterEach(() => {
  setup.close();
  nock.cleanAll();
  nock.enableNetConnect();
});
afterAll(() => nock.restore());

const page = () => nock(graphUrl).get('/v26.0/100200300400500').query(true);

test.each<[string, number, string | object, object]>([
  ['what was asked', 200, { id: '1', name: 'Sở' }, { type: 'ok', body: { id: '1', name: 'Sở' } }],
  [
    'a refusal',
    400,
    { error: { code: 190, error_subcode: 463 } },
    { type: 'refused', code: 190, subcode: 463 },
  ],
  [
    'a refusal that calls itself a success',
    200,
    { error: { code: 4 } },
    { type: 'refused', code: 4, subcode: 0 },
  ],
  ['a page of a proxy', 502, '<html>', { type: 'unreachable', code: 'HTTP 502' }],
  ['a page that calls itself a success', 200, '<html>', { type: 'unreachable', code: 'HTTP 200' }],
  ['nothing', 200, '', { type: 'unreachable', code: 'HTTP 200' }],
  ['half a JSON', 200, '{"id":"1', { type: 'unreachable', code: 'HTTP 200' }],
])('tells %s as what it is', async (_what, status, body, expected) => {
  page().reply(status, body);
  expect(await setup.page()).toEqual(expected);
});

test('says what cut the way, and never throws', async () => {
  page().replyWithError(Object.assign(new Error('socket'), { code: 'ECONNRESET' }));
  expect(await setup.page()).toEqual({ type: 'unreachable', code: 'ECONNRESET' });
});

test('asks about the token as the app, with no secret in the address', async () => {
  const seen: { uri?: string; authorization?: unknown; body?: unknown } = {};
  nock(graphUrl)
    .post('/v26.0/debug_token')
    .reply(function (uri, body) {
      Object.assign(seen, { uri, authorization: this.req.headers.authorization, body });
      return [200, { data: { is_valid: true } }];
    });
  expect(await setup.token()).toMatchObject({ type: 'ok' });
  expect(seen.uri).toBe('/v26.0/debug_token');
  expect(JSON.stringify(seen.authorization)).toContain(`Bearer ${options.appId}|${options.appSecret}`);
  expect(seen.body).toEqual({ method: 'get', input_token: options.pageToken });
});
