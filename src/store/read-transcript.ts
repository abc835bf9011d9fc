import { toInput } from '../messenger/to-input';
import type { Collection, StoredOf } from './collection';
import type { Where } from './documents';
import type { EventDoc } from './events';
import type { FileDoc } from './files';
import { known, type KnownFile } from './find-files';
import type { MessageDoc } from './messages';

/** One thing said, by whom, in what order; who may read it is decided elsewhere. */
export type Said = {
  readonly id: string;
  readonly at: number;
  readonly from: 'citizen' | 'bot' | 'officer' | 'facebook';
  readonly text: string;
  readonly files: readonly KnownFile[];
  readonly choices: readonly string[];
  readonly confidential: boolean;
  readonly identity: boolean;
  readonly delivery?: 'waiting' | 'sent' | 'failed';
  readonly reason?: string;
};

export type TranscriptDeps = {
  readonly events: Pick<Collection<EventDoc>, 'find'>;
  readonly messages: Pick<Collection<MessageDoc>, 'find'>;
  readonly files: Pick<Collection<FileDoc>, 'get'>;
  readonly ownAppId: string;
};

/**
 * A page of a conversation, oldest first: what the citizen did in (timestamp, arrival) order, with our messages
 * where they were said. @param page `before` is what the page after this one returned.
 */
export async function readTranscript(
  deps: TranscriptDeps,
  conversationId: string,
  page: { readonly before?: string; readonly limit: number },
): Promise<{ readonly items: readonly Said[]; readonly before?: string }> {
  const edge = page.before === undefined ? undefined : Number(page.before);
  const upTo: Where = edge === undefined || !Number.isFinite(edge) ? {} : { at: { lt: edge } };
  // One more of each than a page holds: only then is it known whether something lies before.
  const limit = page.limit + 1;
  const [events, messages] = await Promise.all([
    deps.events.find({ where: { conversationId, shown: true, ...upTo }, sort: ['-at', '-arrival'], limit }),
    deps.messages.find({ where: { conversationId, ...upTo }, sort: ['-at', '-seq'], limit }),
  ]);
  const heard = await Promise.all(events.reverse().map(({ doc }) => fromEvent(deps, doc)));
  const all = mergeByTime(heard, messages.reverse().map(fromMessage));
  if (all.length <= page.limit) return { items: all };
  // A page never cuts through one millisecond: what is left out is asked for by time.
  const first = all[all.length - page.limit]?.at ?? 0;
  const items = all.filter(({ at }) => at >= first);
  return items.length === all.length ? { items } : { items, before: String(first) };
}

/** Each side is in its own order already; in the same millisecond the citizen's word comes first. */
function mergeByTime(heard: readonly Said[], said: readonly Said[]): Said[] {
  return [...heard, ...said]
    .map((item, rank) => ({ item, rank }))
    .sort((a, b) => a.item.at - b.item.at || a.rank - b.rank)
    .map(({ item }) => item);
}

async function fromEvent(deps: TranscriptDeps, event: EventDoc): Promise<Said> {
  const meaning = toInput(event, deps.ownAppId);
  const input = meaning.type === 'input' ? meaning.input : undefined;
  const ids = input?.type === 'files' ? input.files : [];
  const kept = await Promise.all(ids.map(({ id }) => deps.files.get(id)));
  return {
    id: event.id,
    at: event.at,
    from: event.kind === 'echo' ? 'facebook' : 'citizen',
    text: textOf(input),
    files: ids.map((file, at) => known(kept[at]?.doc ?? unfetched(event, file), event)),
    choices: [],
    confidential: event.confidential,
    identity: event.identity,
  };
}

function textOf(input: Extract<ReturnType<typeof toInput>, { type: 'input' }>['input'] | undefined): string {
  switch (input?.type) {
    case 'text':
    case 'staff-said':
      return input.text;
    case 'tap':
      return input.title || '(bấm nút)';
    case 'files':
      return input.text ?? '';
    default:
      return '(nhãn dán hoặc nội dung không có chữ)';
  }
}

/** A location has no content to fetch, so no document stands for it. */
const unfetched = (event: EventDoc, file: { id: string; type: FileDoc['type']; name?: string }): FileDoc => ({
  id: file.id,
  conversationId: event.conversationId,
  type: file.type,
  name: file.name ?? null,
  state: file.type === 'location' ? 'kept' : 'wanted',
  url: null,
  dueAt: 0,
  attempts: 0,
  contentType: null,
  size: null,
  reason: null,
});

const fromMessage = ({ doc }: StoredOf<MessageDoc>): Said => ({
  id: doc.id,
  at: doc.at,
  from: doc.by,
  text: doc.text,
  files: [],
  choices: doc.choices,
  confidential: doc.confidential,
  identity: doc.identity,
  delivery: doc.state === 'sending' ? 'waiting' : doc.state,
  ...(doc.reason !== null && { reason: doc.reason }),
});
