import fc from 'fast-check';
import { toInput } from '../../src/messenger/to-input';
import { fuzz } from '../support/fuzz';
import { changes, mangle } from '../support/mangle';
import { asMetaWrites, ownAppId, pageId, payloadFiles } from '../support/payload-files';
import { openDoor, type Door } from './open-door';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());

const runs = fuzz.runs(2_000);
const timeLimit = 30_000 + runs * 30;
const anyPayload = fc.constantFrom(...payloadFiles);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a body holds, in the plainest words: all of it must be kept, in this order. */
function piecesOf(body: unknown): unknown[] {
  if (!isRecord(body) || body.object !== 'page' || !Array.isArray(body.entry)) return [body];
  return body.entry.flatMap((entry: unknown) => {
    if (!isRecord(entry)) return [entry];
    const lists = [entry.messaging, entry.standby, entry.changes].filter((list) => list != null);
    const isOurs = entry.id === pageId || entry.id === Number(pageId);
    return isOurs && lists.length > 0 && lists.every(Array.isArray) ? lists.flat<unknown[]>() : [entry];
  });
}

async function expectKept(pieces: readonly string[]): Promise<void> {
  const { docs } = door.taken.at(-1) ?? { docs: [] };
  expect(docs.map(({ body }) => JSON.stringify(body))).toEqual(pieces);
  for (const doc of docs) {
    const kept = (await door.store.events.get(doc.id))?.doc;
    // A copy of something with the same id may look otherwise; the first one stays.
    expect(kept).toMatchObject({ id: doc.id });
    if (doc.kind === 'unknown' || doc.kind === 'change') expect(kept?.state).toBe('skipped');
    if (kept?.state !== 'new') continue;
    expect(kept.conversationId).not.toBe('');
    const meaning = toInput(kept, ownAppId);
    if (['message', 'postback', 'standby'].includes(kept.kind)) expect(meaning.type).toBe('input');
  }
}

test(
  `${runs} payloads that were mangled on the way are answered 200 and kept (seed ${fuzz.seed})`,
  async () => {
    const property = fc.asyncProperty(anyPayload, changes, async (file, happened) => {
      const raw = asMetaWrites(mangle(file.body, happened));
      door.taken.length = 0;
      expect((await door.post(raw)).status).toBe(200);
      const pieces = piecesOf(JSON.parse(raw.toString())).map((piece) => JSON.stringify(piece));
      expect(door.taken).toHaveLength(pieces.length > 0 ? 1 : 0);
      await expectKept(pieces);

      // The very same body again adds nothing.
      expect((await door.post(raw)).status).toBe(200);
      expect(door.taken.slice(1).flatMap(({ inserted }) => inserted)).not.toContain(true);
    });
    await fc.assert(property, { numRuns: runs, seed: fuzz.seed });
    expect(door.logged).toEqual([]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  },
  timeLimit,
);

const brokenBytes = fc.record({
  share: fc.double({ min: 0, max: 1, noNaN: true }),
  how: fc.constantFrom('flip', 'cut', 'double', 'insert'),
  bytes: fc.constantFrom(
    '1e400',
    '"\\ud800"',
    '{"__proto__":1},',
    '\0',
    '\xff',
    '[[[[',
    '"mid":"m_2",',
    '-0',
  ),
});

function breakBytes(
  raw: Buffer,
  { share, how, bytes }: { share: number; how: string; bytes: string },
): Buffer {
  const at = Math.floor(share * (raw.length - 1));
  switch (how) {
    case 'cut':
      return raw.subarray(0, Math.max(at, 1));
    case 'double':
      return Buffer.concat([raw, raw.subarray(at)]);
    case 'insert':
      return Buffer.concat([raw.subarray(0, at), Buffer.from(bytes, 'latin1'), raw.subarray(at)]);
    default:
      return Buffer.from(raw.map((byte, index) => (index === at ? byte ^ 0x55 : byte)));
  }
}

function jsonOf(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString());
  } catch {
    return raw.toString('base64');
  }
}

test(
  `${runs} payloads whose bytes were changed are answered 200 and kept (seed ${fuzz.seed})`,
  async () => {
    const property = fc.asyncProperty(anyPayload, brokenBytes, async (file, broken) => {
      const raw = breakBytes(asMetaWrites(file.body), broken);
      door.taken.length = 0;
      expect((await door.post(raw)).status).toBe(200);
      await expectKept(piecesOf(jsonOf(raw)).map((piece) => JSON.stringify(piece)));
    });
    await fc.assert(property, { numRuns: runs, seed: fuzz.seed });
    expect(door.logged).toEqual([]);
  },
  timeLimit,
);
