import fc from 'fast-check';
import { readMessagingItem } from '../../src/messenger/events';
import { toInput } from '../../src/messenger/to-input';
import type { EventDoc } from '../../src/store/events';
import { parsePayload } from '../../webhooks/parse-payload';
import { asMetaWrites, ownAppId, pageId, payloadFiles } from '../support/payload-files';

const now = 1_790_000_600_000;

const eventDoc = (of: Partial<EventDoc>): EventDoc => ({
  id: 'EVENT',
  conversationId: 'c',
  pageId,
  psid: 'p',
  at: now,
  arrival: 1,
  kind: 'message',
  state: 'new',
  shown: true,
  body: {},
  confidential: false,
  identity: false,
  ...of,
});

const withInput = payloadFiles.filter(({ input }) => input !== undefined);

test('every payload that reaches a conversation says what it means', () => {
  const silent = payloadFiles.filter(
    ({ stored, input }) => stored.some(({ kind, state }) => state === 'new' && kind !== 'comment') && !input,
  );
  expect(silent.map(({ name }) => name)).toEqual([]);
  expect(withInput.length).toBeGreaterThan(60);
});

test.each(withInput.map((file) => [file.name, file] as const))('%s', (_name, file) => {
  const event = parsePayload(asMetaWrites(file.body), pageId, now).find(
    ({ changes, psid }) => changes && psid !== undefined,
  );
  const meaning = toInput(
    eventDoc({ kind: event?.kind ?? '', at: event?.at ?? 0, body: event?.body }),
    ownAppId,
  );
  if (meaning.type !== 'input') {
    expect(meaning).toEqual(file.input);
    return;
  }
  expect(meaning.input).toEqual({ ...file.input, eventId: 'EVENT', at: event?.at });
  expect(meaning.files).toEqual(file.wanted ?? []);
});

test('an event from inside keeps its own id and time, whatever its body says', () => {
  const body = { type: 'timer', name: 'officer-silent', eventId: 'other', at: 1 };
  expect(toInput(eventDoc({ kind: 'internal', body }), ownAppId)).toEqual({
    type: 'input',
    input: { type: 'timer', name: 'officer-silent', eventId: 'EVENT', at: now },
    files: [],
  });
});

test.each(['delivery', 'read', 'edit', 'handover', 'optin', 'policy', 'change', 'unknown', 'later'])(
  'the kind %s moves nothing',
  (kind) => {
    expect(toInput(eventDoc({ kind, body: { message: { text: 'x' } } }), ownAppId)).toEqual({
      type: 'nothing',
    });
  },
);

test('is never at a loss, whatever a message holds: a person did something and must get an answer', () => {
  const property = fc.property(
    fc.jsonValue(),
    fc.jsonValue(),
    fc.jsonValue(),
    (text, attachments, quick_reply) => {
      const item = { sender: { id: 'p' }, message: { mid: 'm', text, attachments, quick_reply } };
      const { kind, body } = readMessagingItem(pageId, item, now);
      const meaning = toInput(eventDoc({ kind, body }), ownAppId);
      expect(meaning).toMatchObject({ type: 'input', input: { eventId: 'EVENT' } });
    },
  );
  fc.assert(property, { numRuns: 500 });
});
