import type { CitizenInput, Input } from '../conversation/input';
import { editItem, idOfMid, idOfUnsend } from '../messenger/events';
import { filesIn, toInput } from '../messenger/to-input';
import type { Collection } from './collection';
import type { EventDoc, Forgotten } from './events';
import type { FileDoc } from './files';
import { known, marksOf, type KnownFile } from './find-files';
import type { MessageDoc } from './messages';
import { heardSort, partsBefore, type Place, saidSort, writePlace } from './transcript-place';

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
  readonly delivery?: 'waiting' | 'sent' | 'failed' | 'held';
  readonly reason?: string;
  /** When the citizen took it back. */
  readonly takenBackAt?: number;
};

export type TranscriptDeps = {
  readonly events: Pick<Collection<EventDoc>, 'find' | 'get'>;
  readonly messages: Pick<Collection<MessageDoc>, 'find'>;
  readonly files: Pick<Collection<FileDoc>, 'get'>;
  readonly ownAppId: string;
};

/**
 * A page of a conversation, oldest first: what the citizen did in (timestamp, arrival) order, with our messages
 * where they were said. @param page `before` is what the page after this one returned. @throws BadCursor
 */
export async function readTranscript(
  deps: TranscriptDeps,
  conversationId: string,
  page: { readonly before?: string; readonly limit: number },
): Promise<{ readonly items: readonly Said[]; readonly before?: string }> {
  const before = partsBefore(page.before);
  // One more of each than a page holds: only then is it known whether something lies before.
  const limit = page.limit + 1;
  const [events, messages] = await Promise.all([
    deps.events.find({
      ...before.heard,
      where: { conversationId, shown: true, ...before.heard.where },
      sort: heardSort,
      limit,
    }),
    deps.messages.find({
      ...before.said,
      where: { conversationId, ...before.said.where },
      sort: saidSort,
      limit,
    }),
  ]);
  const heard = events.map(({ doc, cursor }) => ({ side: 'heard' as const, cursor, doc }));
  const said = messages.map(({ doc, cursor }) => ({ side: 'said' as const, cursor, doc }));
  const all = mergeByTime<(typeof heard | typeof said)[number]>(heard.reverse(), said.reverse());
  const shown = all.slice(-page.limit);
  const takenBack = await whenTakenBack(
    deps,
    shown.flatMap((one) => (one.side === 'heard' ? [one.doc] : [])),
  );
  const items = await Promise.all(
    shown.map(async (one) =>
      one.side === 'heard'
        ? { ...(await fromEvent(deps, one.doc)), ...takenBack(one.doc) }
        : fromMessage(one.doc),
    ),
  );
  const [first] = shown;
  return { items, ...(first && all.length > shown.length && { before: writePlace(first) }) };
}

/** What somebody took back stays here as it was said; that and when he did so stands beside it. */
async function whenTakenBack({ events }: TranscriptDeps, heard: readonly EventDoc[]) {
  const ids = heard.map(({ id }) => idOfUnsend(id));
  const found =
    ids.length > 0 ? await events.find({ where: { id: { in: ids } }, sort: [], limit: ids.length }) : [];
  const byId = new Map(found.map(({ doc }) => [doc.id, doc]));
  return ({ id, conversationId }: EventDoc): Pick<Said, 'takenBackAt'> => {
    const unsend = byId.get(idOfUnsend(id));
    return unsend?.conversationId === conversationId ? { takenBackAt: unsend.at } : {};
  };
}

/** Each side is in its own order already; in the same millisecond the citizen's word comes first. */
function mergeByTime<T extends Place & { readonly doc: { readonly at: number } }>(
  heard: readonly T[],
  said: readonly T[],
): T[] {
  return [...heard, ...said]
    .map((item, rank) => ({ item, rank }))
    .sort((a, b) => a.item.doc.at - b.item.doc.at || a.rank - b.rank)
    .map(({ item }) => item);
}

const forgottenText: Readonly<Record<Forgotten, string>> = {
  cancelled: '(đã xóa: công dân hủy nội dung đang nhập)',
  'too-old': '(đã xóa: nội dung đã lâu không được gửi thành hồ sơ)',
};

async function fromEvent(deps: TranscriptDeps, event: EventDoc): Promise<Said> {
  if (event.forgotten) {
    const { id, at, forgotten } = event;
    return {
      id,
      at,
      from: 'citizen',
      text: forgottenText[forgotten],
      files: [],
      choices: [],
      ...marksOf(event),
    };
  }
  if (event.kind === 'edit') return fromEdit(deps, event);
  const marks = marksOf(event);
  const meaning = toInput(event, deps.ownAppId);
  const heard = meaning.type === 'input' ? meaning.input : undefined;
  const input = heard?.type === 'said-aside' ? heard.said : heard;
  // What staff sent in Facebook's inbox asks nothing of the conversation, but officers see it as the citizen does.
  const ids = input?.type === 'files' ? input.files : input?.type === 'staff-said' ? filesIn(event) : [];
  const kept = await Promise.all(ids.map(({ id }) => deps.files.get(id)));
  return {
    id: event.id,
    at: event.at,
    from: event.kind === 'echo' ? 'facebook' : 'citizen',
    text: textOf(input, ids.length > 0),
    files: ids.map((file, at) => known(kept[at]?.doc ?? unfetched(event, file), marks)),
    choices: [],
    ...marks,
  };
}

/** It is as secret as the message that it changes; where that is not known, or not understood yet, it is secret. */
async function fromEdit(deps: TranscriptDeps, event: EventDoc): Promise<Said> {
  const parsed = editItem.safeParse(event.body);
  const { mid, text } = parsed.success ? parsed.data.message_edit : { mid: undefined, text: '' };
  const found = mid === undefined ? undefined : await deps.events.get(idOfMid(event.pageId, mid));
  const isKnown = found?.doc.state === 'done' && found.doc.conversationId === event.conversationId;
  const { confidential, identity } = isKnown ? found.doc : { confidential: true, identity: true };
  const { id, at } = event;
  const words = `(đã sửa) ${text}`.trim();
  return { id, at, from: 'citizen', text: words, files: [], choices: [], confidential, identity };
}

function textOf(input: Input | CitizenInput | undefined, hasFiles: boolean): string {
  switch (input?.type) {
    case 'text':
      return input.text;
    case 'staff-said':
      return input.text || (hasFiles ? '' : '(ảnh, tệp hoặc nội dung không có chữ)');
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

const fromMessage = (doc: MessageDoc): Said => ({
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
