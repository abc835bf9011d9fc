import type { ConversationId } from '../conversation/conversation-id';
import type { FileRef } from '../conversation/answer';
import type { EventMark } from '../conversation/effects';
import type { EventDoc } from './events';
import type { Collections } from './open-collections';
import type { FileDoc } from './files';

/** A file with what its event was: who may see the one may see the other. */
export type KnownFile = FileRef & ReturnType<typeof known>;

/** What is known of these files; the ones nobody knows are left out. */
export async function findFiles(
  store: Pick<Collections, 'files' | 'events'>,
  ids: readonly string[],
): Promise<KnownFile[]> {
  const found = await Promise.all(ids.map((id) => findFile(store, id)));
  return found.flatMap((file) => (file ? [file] : []));
}

async function findFile(
  store: Pick<Collections, 'files' | 'events'>,
  id: string,
): Promise<KnownFile | undefined> {
  const file = await store.files.get(id);
  if (!file) return undefined;
  // A file's id is its event's id and its place in the message.
  const event = await store.events.get(id.slice(0, id.lastIndexOf('-')));
  return known(file.doc, marksOf(event?.doc));
}

/** What an event is, as far as it is known; until its turn is taken it may be anything, a tố cáo too. */
export const marksOf = (event: EventDoc | undefined): EventMark =>
  event && event.state !== 'new'
    ? { confidential: event.confidential, identity: event.identity }
    : { confidential: true, identity: true };

/** A file as readers know it; where its event is not known, it is kept from them. */
export const known = (
  file: FileDoc,
  { confidential, identity }: { confidential: boolean; identity: boolean },
) => ({
  id: file.id,
  type: file.type,
  conversationId: file.conversationId as ConversationId,
  state: file.state,
  ...(file.name !== null && { name: file.name }),
  ...(file.contentType !== null && { contentType: file.contentType }),
  ...(file.size !== null && { size: file.size }),
  ...(file.reason !== null && { reason: file.reason }),
  ...(file.hasOriginal === true && { hasOriginal: true }),
  ...(file.hasPreview === true && { hasPreview: true }),
  confidential,
  identity,
});
