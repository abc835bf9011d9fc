import fc from 'fast-check';
import { judgeSend, type Permissions, type Sending } from '../../src/messenger/judge-send';

const now = 1_790_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const template = { name: 'ho_so_co_cap_nhat', language: 'vi' };

const bot: Sending = { by: 'bot', what: 'text' };
const officer: Sending = { by: 'officer', what: 'text' };
const file: Sending = { by: 'officer', what: 'file' };
const word: Sending = { by: 'bot', what: 'word' };

const none: Permissions = { humanAgent: false, template: undefined };
const human: Permissions = { humanAgent: true, template: undefined };
const all: Permissions = { humanAgent: true, template };

test.each<[string, Sending, number | undefined, Permissions, string]>([
  ['the bot, at once', bot, 0, none, 'response'],
  ['the bot, to the last moment of the day', bot, DAY, none, 'response'],
  ['the bot, a moment later', bot, DAY + 1, none, 'none'],
  ['the bot never borrows the tag of a person', bot, DAY + 1, all, 'none'],
  ['an officer within the day, as an answer and without a tag', officer, 23 * HOUR, all, 'response'],
  ['an officer after the day, where Meta allows it', officer, DAY + 1, human, 'human-agent'],
  ['an officer after the day, where it does not', officer, DAY + 1, none, 'none'],
  ['an officer, to the last moment of the seventh day', officer, 7 * DAY, human, 'human-agent'],
  ['an officer, a moment later', officer, 7 * DAY + 1, human, 'none'],
  ['a file is no text that an officer wrote', file, DAY + 1, all, 'none'],
  ['a file within the day', file, HOUR, none, 'response'],
  ['word of news, after the day', word, DAY + 1, all, 'template'],
  ['word of news, a year later', word, 365 * DAY, all, 'template'],
  ['word of news, where no template is approved', word, DAY + 1, human, 'none'],
  ['word of news, where the news itself may go', word, HOUR, all, 'none'],
  ['a citizen of whom nothing is known: Meta knows', bot, undefined, none, 'response'],
  ['a citizen who never did anything', officer, now, none, 'none'],
  ["a clock that is behind Meta's", bot, -HOUR, none, 'response'],
])('%s', (_name, sending, age, permissions, door) => {
  const heardAt = age === undefined ? undefined : now - age;
  expect(judgeSend(sending, heardAt, now, permissions).type).toBe(door);
});

describe('whatever is to be sent', () => {
  const sending = fc.record({
    by: fc.constantFrom('bot' as const, 'officer' as const),
    what: fc.constantFrom('text' as const, 'file' as const, 'word' as const),
  });
  const permissions = fc.record({
    humanAgent: fc.boolean(),
    template: fc.constantFrom(undefined, template),
  });
  const age = fc.oneof(
    fc.integer({ min: -HOUR, max: 400 * DAY }),
    fc.constantFrom(0, DAY - 1, DAY, DAY + 1, 7 * DAY - 1, 7 * DAY, 7 * DAY + 1),
  );

  test('no door is taken that Meta keeps shut', () => {
    fc.assert(
      fc.property(sending, age, permissions, (one, ms, allowed) => {
        const door = judgeSend(one, now - ms, now, allowed);
        if (door.type === 'response') expect(ms).toBeLessThanOrEqual(DAY);
        if (door.type === 'human-agent') {
          expect(one).toEqual({ by: 'officer', what: 'text' });
          expect(allowed.humanAgent).toBe(true);
          expect(ms).toBeGreaterThan(DAY);
          expect(ms).toBeLessThanOrEqual(7 * DAY);
        }
        if (door.type === 'template') {
          expect(one.what).toBe('word');
          expect(allowed.template).toEqual(door.template);
          expect(ms).toBeGreaterThan(DAY);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('no door that was shut opens again by time alone', () => {
    fc.assert(
      fc.property(sending, age, fc.nat(DAY), permissions, (one, ms, more, allowed) => {
        const isShut = (at: number) => judgeSend(one, now - at, now, allowed).type === 'none';
        if (one.what !== 'word' && isShut(ms)) expect(isShut(ms + more)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('what Meta allows more never shuts a door', () => {
    fc.assert(
      fc.property(sending, age, (one, ms) => {
        const open = (allowed: Permissions) => judgeSend(one, now - ms, now, allowed).type;
        if (open(none) !== 'none') expect(open(all)).toBe(open(none));
      }),
      { numRuns: 1_000 },
    );
  });
});
