import type { Clock } from '../clock';
import { KEPT_MS } from '../conversation/draft';
import { deleteFile } from '../outbox/delete-file';
import type { OpenStore } from '../store/open-store';
import { REMEMBERED_MS } from '../store/sealing/key-ring';

export type EraseIdleDeps = Pick<OpenStore, 'store' | 'blobs' | 'keyRing'> & {
  readonly clock: Clock;
  readonly log: { info(fields: object, message: string): void };
};

/** What is left of a draft goes first, by its own timer. */
const LATER_MS = 2 * 24 * 3_600_000;
const LEASE_MS = 10_000;
const PAGE = 100;
/** A round comes to an end; the next one goes on. */
const MOST_PAGES = 1_000;
const GONE = 'Cuộc trò chuyện không thành hồ sơ đã được xóa.';

/**
 * Erases conversations of which no case came, a year after the last thing in them: rows, files, and the key, so that
 * nothing of them is readable in old backups either. Whoever writes again begins anew.
 *
 * Other processes remember a key for a minute (see `eraseCase`): one round retires it, a later one destroys it. Killed
 * anywhere, the next round goes on.
 */
export async function eraseIdle(deps: EraseIdleDeps): Promise<void> {
  const { store, clock, log } = deps;
  const idle = { updatedAt: { lt: clock.now() - KEPT_MS - LATER_MS } };
  let erased = 0;
  for (let pages = 0, after: string | undefined; pages < MOST_PAGES; pages += 1) {
    const page = await store.conversations.peek({
      where: idle,
      sort: ['updatedAt'],
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    for (const { doc } of page) if (await eraseOne(deps, doc.id)) erased += 1;
    after = page.at(-1)?.cursor;
    if (page.length < PAGE) break;
  }
  if (erased > 0) log.info({ count: erased }, 'conversations that became no case erased after a year');
}

/** @returns whether it is gone */
async function eraseOne(deps: EraseIdleDeps, id: string): Promise<boolean> {
  const { cases, conversations, events } = deps.store;
  if ((await cases.count({ conversationId: id })) > 0) return false;
  const lease = await conversations.lease(id, LEASE_MS);
  if (lease === 'held') return false;
  // Its key is gone already: a round was cut off before the last thing that it does.
  if (lease === 'absent') return conversations.delete(id);
  try {
    // Somebody came back meanwhile.
    if (lease.doc.updatedAt >= deps.clock.now() - KEPT_MS - LATER_MS) return false;
    if ((await events.count({ conversationId: id, state: 'new' })) > 0) return false;
    return await eraseUnderLease(deps, id, lease.doc.updatedAt);
  } finally {
    await conversations.release(id, lease.epoch);
  }
}

async function eraseUnderLease(deps: EraseIdleDeps, id: string, updatedAt: number): Promise<boolean> {
  const { keyRing, clock, store } = deps;
  const since = await keyRing.retire(id);
  if (since + REMEMBERED_MS > clock.now()) return false;
  if (since <= updatedAt) {
    // Retired in an earlier silence, which ended before this came about: what is sealed with it is older than a year.
    // The present key has its turn in the next round.
    await keyRing.destroy(id);
    return false;
  }
  await deleteRows(deps, id, since);
  await keyRing.destroy(id);
  return store.conversations.delete(id);
}

/** What comes in at this moment is newer, and stays. */
async function deleteRows(
  { store, blobs }: EraseIdleDeps,
  conversationId: string,
  since: number,
): Promise<void> {
  const { files, events, messages } = store;
  const rows = { limit: PAGE, sort: [] } as const;
  for (let left = true; left;) {
    const page = await files.peek({ where: { conversationId }, ...rows });
    for (const { doc } of page) {
      await deleteFile({ files, blobs }, doc.id, GONE);
      await files.delete(doc.id);
    }
    left = page.length === PAGE;
  }
  for (let left = true; left;) {
    const page = await events.peek({ where: { conversationId, arrival: { lt: since * 100 } }, ...rows });
    for (const { doc } of page) await events.delete(doc.id);
    left = page.length === PAGE;
  }
  for (let left = true; left;) {
    const page = await messages.peek({ where: { conversationId, at: { lt: since } }, ...rows });
    for (const { doc } of page) await messages.delete(doc.id);
    left = page.length === PAGE;
  }
}
