import { systemClock } from '../../src/clock';
import type { Collection, StoredOf } from '../../src/store/collection';
import type { Doc } from '../../src/store/documents';
import { openStore } from '../../src/store/open-store';
import { readTranscript, type Said } from '../../src/store/read-transcript';
import type { Thread, World } from './check-invariants';
import { mask } from './expect-replies';
import { heardOnce, type Played } from './play-citizen';
import { credentials } from './program';
import type { StandIn } from './stand-in';

const WHOLE = 1_000;

/** Gathers everything that the checker looks at. The program must have been stopped. */
export async function readWorld(
  standIn: StandIn,
  run: {
    readonly dataDir: string;
    readonly played: readonly Played[];
    readonly kills: number;
    readonly log: string;
    readonly secrets: readonly string[];
  },
): Promise<World> {
  const { store, close } = await openStore({ clock: systemClock }, run.dataDir);
  try {
    const conversations = await readAll(store.conversations, 'updatedAt');
    const transcripts = new Map<string, readonly Said[]>();
    for (const { id, psid } of conversations) {
      const deps = { ...store, ownAppId: credentials.APP_ID };
      transcripts.set(psid, (await readTranscript(deps, id, { limit: WHOLE })).items);
    }
    return {
      kills: run.kills,
      log: run.log,
      secrets: [...run.secrets, ...run.played.map(({ psid }) => psid)],
      acknowledged: standIn.acknowledged,
      calls: standIn.simulator.sent().flatMap(({ metadata, at, outcome }) => {
        const arrived = outcome === 'accepted' || outcome === 'lost';
        return metadata !== undefined && arrived ? [{ metadata, at }] : [];
      }),
      threads: run.played.map((played) => threadOf(standIn, played)),
      events: await readAll(store.events, 'arrival'),
      conversations,
      messages: await readAll(store.messages, 'seq'),
      cases: await readAll(store.cases, 'updatedAt'),
      files: await readAll(store.files, 'dueAt'),
      transcripts,
    };
  } finally {
    await close();
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
