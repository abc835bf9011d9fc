import { parsePayload } from '../../src/conversation/payload';
import { pageProfile } from '../../src/messenger/page-profile';
import { checkProfile } from '../../src/simulator/check-profile';
import { shippedBook } from '../support/shipped-flows';

test('what ships is a profile that Messenger takes, and each of its buttons leads somewhere', () => {
  const book = shippedBook();
  const profile = pageProfile(book);
  expect(checkProfile(profile, {})).toBeUndefined();
  expect(Object.keys(profile)).toEqual(['get_started', 'greeting', 'persistent_menu', 'ice_breakers']);
  const payloads = [...JSON.stringify(profile).matchAll(/"payload":"([^"]+)"/g)].map(
    ([, found]) => found ?? '',
  );
  expect(payloads.length).toBeGreaterThan(8);
  for (const payload of payloads) {
    const parsed = parsePayload(payload);
    expect(parsed.type).toBe('command');
    if (parsed.type === 'command' && parsed.command.type === 'call')
      expect(book.current.has(parsed.command.flow)).toBe(true);
  }
});
