import type { Collection, StoredOf } from '../../src/store/collection';
import type { Doc } from '../../src/store/documents';
import type { Collections } from '../../src/store/open-collections';
import { readTranscript, type Said } from '../../src/store/read-transcript';
import type { Thread, World } from './check-invariants';
import { mask } from './expect-replies';
import { heardOnce, type Played } from './play-citizen';
import { credentials } from './program';
import type { StandIn } from './stand-in';

const WHOLE = 1_000;

/** Gathers everything that the checker looks at. */
export async function readWorld(
  standIn: StandIn,
  store: Collections,
  run: Pick<World, 'kills' | 'log' | 'secrets' | 'others' | 'restoredAt'> & {
    readonly played: readonly Played[];
  },
): Promise<World> {
  const { played, ...facts } = run;
  const conversations = await readAll(store.conversations, 'updatedAt');
  const transcripts = new Map<string, readonly Said[]>();
  for (const { id, psid } of conversations) transcripts.set(psid, await wholeTranscript(store, id));
  const calls = standIn.simulator.sent();
  return {
    ...facts,
    acknowledged: standIn.acknowledged,
    calls: calls.flatMap(({ metadata, at, outcome }) => {
      const arrived = outcome === 'accepted' || outcome === 'lost';
      return metadata !== undefined && arrived ? [{ metadata, at }] : [];
    }),
    threads: played.map((one) => threadOf(standIn, one)),
    refused: new Set(calls.flatMap(({ metadata, error }) => (metadata && isFinal(error) ? [metadata] : []))),
    events: await readAll(store.events, 'arrival'),
    conversations,
    messages: await readAll(store.messages, 'seq'),
    cases: await readAll(store.cases, 'updatedAt'),
    files: await readAll(store.files, 'dueAt'),
    transcripts,
  };
}

/** What no later attempt can change: he blocked the page, or his last word is too old. */
const isFinal = (error: { readonly code: number; readonly error_subcode?: number } | undefined): boolean =>
  error?.code === 551 || (error?.code === 10 && error.error_subcode === 2_018_278);

async function wholeTranscript(store: Collections, id: string): Promise<Said[]> {
  const said: Said[] = [];
  for (let before: string | undefined; ;) {
    const deps = { ...store, ownAppId: credentials.APP_ID };
    const page = await readTranscript(deps, id, { limit: WHOLE, ...(before !== undefined && { before }) });
    said.unshift(...page.items);
    before = page.before;
    if (before === undefined) return said;
  }
}

function threadOf({ simulator }: StandIn, { psid, intake, expected }: Played): Thread {
  const thread = simulator.thread(psid);
  const told = heardOnce(thread).map(({ text = '' }) => text);
  return {
    psid,
    expected,
    kind: intake.kind,
    summary: intake.summary,
    mids: thread.filter(({ from }) => from === 'citizen').map(({ mid }) => mid),
    told: told.map(mask),
    codes: told.flatMap((text) => /Mã hồ sơ: (\S+)/.exec(text)?.[1] ?? []),
  };
}

async function readAll<T extends Doc>(collection: Collection<T>, sort: string): Promise<T[]> {
  const docs: T[] = [];
  for (let after: string | undefined; ;) {
    const page: StoredOf<T>[] = await collection.find({ where: {}, sort: [sort], limit: WHOLE, after });
    docs.push(...page.map(({ doc }) => doc));
    after = page.at(-1)?.cursor;
    if (page.length < WHOLE) return docs;
  }
}

/** Whether nothing waits any more and everything that was answered with 200 has come into the store. */
export async function isSettled(standIn: StandIn, store: Collections): Promise<boolean> {
  const counts = await Promise.all([
    store.events.count({ state: 'new' }),
    store.messages.count({ state: { in: ['waiting', 'sending'] } }),
    store.conversations.count({ effectsDue: true }),
    store.cases.count({ effectsDue: true }),
    store.files.count({ state: 'wanted' }),
  ]);
  if (counts.some((count) => count > 0)) return false;
  // The echoes of our own messages are not kept as events.
  const others = standIn.acknowledged.filter(({ echoOf }) => echoOf === undefined);
  return (await store.events.count({})) >= new Set(others.map(({ item }) => item)).size;
}
