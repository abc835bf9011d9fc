import fc from 'fast-check';
import { asMetaWrites, payloadFiles } from '../support/payload-files';
import { openDoor, type Door } from './open-door';

let door: Door;

describe('what is stored of each payload', () => {
  beforeEach(async () => {
    door = await openDoor();
  });
  afterEach(() => door.close());

  test.each(payloadFiles.map((file) => [file.name, file] as const))('%s', async (_name, file) => {
    expect((await door.post(asMetaWrites(file.body))).status).toBe(200);
    const events = await door.events();
    expect(
      events.map(({ kind, state, conversationId }) => ({ kind, state, conversation: conversationId !== '' })),
    ).toEqual(file.stored);
    const first = events.find(({ state }) => state === 'new');
    if (file.at !== undefined) expect(first?.at).toBe(file.at === 'now' ? door.clock.now() : file.at);
    for (const event of events) {
      const isSaidAside = event.kind === 'standby' && event.state === 'new';
      expect(event.shown).toBe(isSaidAside || ['message', 'postback', 'edit'].includes(event.kind));
      if (event.state === 'new') expect(door.woken).toContain(`turns ${event.conversationId}`);
    }

    // Sent again, as Meta does, it is nothing new.
    expect((await door.post(asMetaWrites(file.body))).status).toBe(200);
    expect(await door.events()).toEqual(events);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});

describe('payloads that were mangled on the way', () => {
  beforeAll(async () => {
    door = await openDoor();
  });
  afterAll(() => door.close());

  type Mangle = (value: unknown, key: string) => unknown;

  /** Puts something else in the place of the nth value of a JSON tree. */
  function mangle(tree: unknown, nth: number, change: Mangle): unknown {
    let at = 0;
    const visit = (value: unknown, key: string): unknown => {
      if (at++ === nth) return change(value, key);
      if (Array.isArray(value)) return value.map((one, index) => visit(one, String(index)));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, visit(one, name)]));
    };
    return visit(tree, '');
  }

  const junk = fc.oneof(
    fc.jsonValue({ noUnicodeString: false }),
    fc.constantFrom(null, {}, [], '', '\0', '\ud800', 0, -1, 1e308, true, '__proto__', { __proto__: null }),
  );

  test('are answered 200 and kept', async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...payloadFiles),
      fc.array(fc.tuple(fc.nat(40), junk), { minLength: 1, maxLength: 4 }),
      async (file, changes) => {
        const body = changes.reduce<unknown>(
          (tree, [nth, value]) => mangle(tree, nth, () => value),
          file.body,
        );
        const raw = asMetaWrites(body);
        const before = (await door.events()).length;
        expect((await door.post(raw)).status).toBe(200);
        // The very same body again adds nothing.
        const after = (await door.events()).length;
        expect((await door.post(raw)).status).toBe(200);
        expect(await door.events()).toHaveLength(after);
        expect(after).toBeGreaterThanOrEqual(before);
      },
    );
    await fc.assert(property, { numRuns: 300 });
    expect(door.logged).toEqual([]);
  }, 60_000);

  test('are answered 200 where bytes were flipped, cut or doubled, so that they are JSON no longer', async () => {
    const property = fc.asyncProperty(
      fc.constantFrom(...payloadFiles),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom('flip', 'cut', 'double'),
      async (file, share, how) => {
        const raw = asMetaWrites(file.body);
        const at = Math.floor(share * (raw.length - 1));
        const broken =
          how === 'cut'
            ? raw.subarray(0, Math.max(at, 1))
            : how === 'double'
              ? Buffer.concat([raw, raw.subarray(at)])
              : Buffer.from(raw.map((byte, index) => (index === at ? byte ^ 0x55 : byte)));
        expect((await door.post(broken)).status).toBe(200);
      },
    );
    await fc.assert(property, { numRuns: 150 });
    expect(door.logged).toEqual([]);
  }, 60_000);
});
