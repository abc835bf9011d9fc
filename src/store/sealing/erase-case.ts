import type { Clock } from '../../clock';
import { caseDoc, casesSpec, type CaseDoc } from '../cases';
import { blobsOf } from '../files';
import type { OpenStore } from '../open-store';
import { REMEMBERED_MS } from './key-ring';

type Deps = Pick<OpenStore, 'store' | 'blobs' | 'keyRing'> & {
  readonly clock: Clock;
  readonly wait: (ms: number) => Promise<void>;
};

export type Erased = {
  /** Its text was gone before. */
  readonly already: boolean;
  /** Whether the conversation went too; where it did not, the same words stand in it still. */
  readonly conversation: boolean;
  /** Other cases of the same conversation whose text is still there. */
  readonly otherCases: number;
};

const PAGE = 200;
const MOST_TRIES = 20;

/**
 * Destroys the key of a case, so that its text is gone for good, in old backups too; its row stays with code, kind,
 * dates and status. The transcript holds the same words under the conversation's key: that goes too where the
 * conversation holds no other case, or where `evenWithOthers` says so. The citizen's next message begins a new one.
 *
 * Servers remember a key for a minute. So it is retired first, and destroyed when nobody seals with it any more; what
 * the citizen says in that minute is kept. Killed anywhere, it may be run again.
 */
export async function eraseCase(
  deps: Deps,
  code: string,
  evenWithOthers: boolean,
): Promise<Erased | 'absent'> {
  const { cases } = deps.store;
  const [found] = await cases.find({ where: { code }, sort: [], limit: 1 });
  if (!found) return 'absent';
  const { id, conversationId } = found.doc;
  const already = isErased(found.doc);
  const siblings = await cases.find({ where: { conversationId }, sort: [], limit: PAGE });
  const otherCases = siblings.filter(({ doc }) => doc.id !== id && !isErased(doc)).length;
  // What the citizen said since an earlier erasure is not what is to go.
  const conversation = evenWithOthers || (otherCases === 0 && !already);

  const caseSince = await deps.keyRing.retire(id);
  const since = conversation ? await deps.keyRing.retire(conversationId) : caseSince;
  await deps.wait(Math.max(0, Math.max(caseSince, since) + REMEMBERED_MS - deps.clock.now()));

  // The case's own key goes last: until then, another run does all of it.
  if (conversation) {
    await keepWhatCameSince(deps, conversationId, since);
    await endConversation(deps, conversationId, since);
    await deps.keyRing.destroy(conversationId);
  }
  await deps.keyRing.destroy(id);
  await emptyRow(deps, id);
  return { already, conversation, otherCases };
}

const isErased = ({ summary, answers, files, history }: CaseDoc): boolean =>
  summary === erased.summary && answers.length + files.length + history.length === 0;

const erased = { summary: '', ...casesSpec.sealed?.erased };

/** Writing a document again seals it with the new key. */
async function keepWhatCameSince(
  { store, blobs }: Deps,
  conversationId: string,
  since: number,
): Promise<void> {
  const files = await store.files.find({ where: { conversationId }, sort: [], limit: PAGE });
  for (let after: string | undefined; ;) {
    const where = { conversationId, arrival: { gte: since * 100 } };
    const events = await store.events.find({ where, sort: ['at', 'arrival'], limit: PAGE, after });
    for (const { doc, version } of events) {
      await store.events.replace(doc, { version });
      for (const file of files.filter((one) => one.doc.id.startsWith(`${doc.id}-`))) {
        await store.files.replace(file.doc, { version: file.version });
        for (const id of blobsOf(file.doc.id)) {
          const content = await blobs.get(id);
          if (content) await blobs.put(id, content, conversationId);
        }
      }
    }
    if (events.length < PAGE) break;
    after = events.at(-1)?.cursor;
  }
  for (let after: string | undefined; ;) {
    const where = { conversationId, at: { gte: since } };
    const messages = await store.messages.find({ where, sort: ['at', 'seq'], limit: PAGE, after });
    for (const { doc, version } of messages) await store.messages.replace(doc, { version });
    if (messages.length < PAGE) return;
    after = messages.at(-1)?.cursor;
  }
}

/** What the row still says is written anew: its search tokens go, and no effect waits any more. */
async function emptyRow({ store }: Deps, id: string): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const stored = await store.cases.get(id);
    if (!stored) return;
    const doc = caseDoc({ ...stored.doc, ...erased }, []);
    if (await store.cases.replace(doc, { version: stored.version })) return;
  }
  throw new Error(`case ${id} changed ${MOST_TRIES} times while it was being erased`);
}

/** Nothing of it may be taken up again without its words. */
async function endConversation({ store }: Deps, conversationId: string, since: number): Promise<void> {
  await store.conversations.delete(conversationId);
  const unheard = { conversationId, state: 'new', arrival: { lt: since * 100 } };
  for (;;) {
    const events = await store.events.find({ where: unheard, sort: ['at'], limit: PAGE });
    const ids = events.map(({ doc }) => doc.id);
    await store.events.updateMany(ids, { state: 'skipped' }, unheard);
    if (events.length < PAGE) break;
  }
  const unsent = { conversationId, state: { in: ['waiting', 'sending', 'held'] }, at: { lt: since } };
  const gone = { state: 'failed', reason: 'Nội dung đã hủy.' } as const;
  for (;;) {
    const messages = await store.messages.find({ where: unsent, sort: ['seq'], limit: PAGE });
    await store.messages.updateMany(
      messages.map(({ doc }) => doc.id),
      gone,
      unsent,
    );
    if (messages.length < PAGE) return;
  }
}
