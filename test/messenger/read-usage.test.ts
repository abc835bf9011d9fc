import fc from 'fast-check';
import { readUsage } from '../../src/messenger/read-usage';

const business = (fields: object) => ({
  'x-business-use-case-usage': JSON.stringify({ 100200300400500: [{ type: 'messenger', ...fields }] }),
});

test.each([
  ['nothing said', {}, undefined],
  ['the app', { 'x-app-usage': '{"call_count":28,"total_time":25,"total_cputime":91}' }, [91, 0]],
  ['the page', { 'x-page-usage': '{"call_count":12,"total_time":1,"total_cputime":0}' }, [12, 0]],
  ['Messenger', business({ call_count: 80, estimated_time_to_regain_access: 0 }), [80, 0]],
  ['a time to wait', business({ call_count: 100, estimated_time_to_regain_access: 19 }), [100, 1_140_000]],
  ['a time alone', business({ estimated_time_to_regain_access: 2 }), [0, 120_000]],
  ['numbers as text', { 'x-app-usage': '{"call_count":"77"}' }, [77, 0]],
  ['the worst of all', { 'x-app-usage': '{"call_count":10}', ...business({ total_time: 60 }) }, [60, 0]],
  ['half a JSON', { 'x-app-usage': '{"call_count":' }, undefined],
  ['other things', { 'x-app-usage': '[1]', 'x-page-usage': 'null' }, undefined],
  ['nonsense', { 'x-app-usage': '{"call_count":-4,"total_time":{}}' }, undefined],
])('reads the usage: %s', (_title, headers, expected) => {
  const usage = readUsage(headers);
  expect(usage && [usage.percent, usage.regainMs]).toEqual(expected);
});

test('nothing that a header may hold throws', () => {
  const value = fc.oneof(fc.json(), fc.string(), fc.constant(undefined));
  fc.assert(
    fc.property(value, value, value, (app, page, use) => {
      const headers = { 'x-app-usage': app, 'x-page-usage': page, 'x-business-use-case-usage': use };
      const usage = readUsage(headers);
      if (usage) expect(usage.percent >= 0 && usage.regainMs >= 0).toBe(true);
    }),
  );
});
