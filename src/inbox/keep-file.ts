import axios from 'axios';
import type { Clock } from '../clock';
import type { Queue } from '../queues/queue';
import type { Collection } from '../store/collection';
import type { FileDoc } from '../store/files';
import type { WantedFile } from '../messenger/to-input';
import { sniffType } from './sniff-type';

export type KeepFileDeps = {
  readonly files: Collection<FileDoc>;
  /** Sealed with the data key of the conversation. */
  readonly blobs: { put(id: string, content: Uint8Array, conversationId: string): Promise<void> };
  readonly queue: Pick<Queue, 'wake'>;
  readonly clock: Clock;
  /** Where files may come from besides Meta: the simulator's address. */
  readonly trustedOrigin: string | undefined;
  readonly tellOfficers: (conversationId: string) => Promise<void>;
  readonly log: { warn(fields: object, message: string): void };
};

/** Messenger's own limit for files. */
const MOST_BYTES = 25 * 1_048_576;
const TIMEOUT_MS = 30_000;
const MOST_ATTEMPTS = 6;

/** Notes down which files came with a message, then has them fetched: Meta's addresses soon stop working. */
export async function wantFiles(
  deps: Pick<KeepFileDeps, 'files' | 'queue' | 'clock'>,
  conversationId: string,
  wanted: readonly WantedFile[],
): Promise<void> {
  const docs = wanted.map((file): FileDoc => ({
    id: file.id,
    conversationId,
    type: file.type,
    name: file.name ?? null,
    state: 'wanted',
    url: file.url,
    dueAt: deps.clock.now(),
    attempts: 0,
    contentType: null,
    size: null,
    reason: null,
  }));
  await deps.files.insertIfAbsent(docs);
  for (const { id } of docs) await deps.queue.wake('media', id);
}

/** Fetches one file and keeps it; after several failures it is shown as missing, with the reason. */
export async function keepFile(deps: KeepFileDeps, fileId: string): Promise<void> {
  const stored = await deps.files.get(fileId);
  if (stored?.doc.state !== 'wanted' || !stored.doc.url) return;
  const { doc } = stored;
  if (doc.dueAt > deps.clock.now()) return;
  const fetched = await fetchFile(doc.url ?? '', deps.trustedOrigin);
  if ('content' in fetched) {
    await deps.blobs.put(fileId, fetched.content, doc.conversationId);
    const contentType = sniffType(fetched.content);
    await deps.files.update(fileId, {
      state: 'kept',
      url: null,
      contentType,
      size: fetched.content.length,
      reason: null,
    });
  } else if (fetched.final || doc.attempts + 1 >= MOST_ATTEMPTS) {
    deps.log.warn({ fileId, code: fetched.code }, 'file could not be fetched');
    await deps.files.update(fileId, { state: 'missing', url: null, reason: fetched.reason });
  } else {
    const wait = 2_000 * 4 ** doc.attempts;
    await deps.files.update(fileId, { attempts: doc.attempts + 1, dueAt: deps.clock.now() + wait });
    await deps.queue.wake('media', fileId, wait);
    return;
  }
  await deps.tellOfficers(doc.conversationId);
}

type Fetched =
  | { readonly content: Uint8Array }
  | { readonly reason: string; readonly code: string; readonly final: boolean };

async function fetchFile(url: string, trustedOrigin: string | undefined): Promise<Fetched> {
  if (!mayFetch(url, trustedOrigin)) {
    return {
      reason: 'Tệp không nằm trên máy chủ của Facebook nên hệ thống không tải.',
      code: 'FOREIGN',
      final: true,
    };
  }
  try {
    const answer = await axios.get<ArrayBuffer>(url, {
      responseType: 'arraybuffer',
      timeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      maxContentLength: MOST_BYTES,
      maxRedirects: 0,
      proxy: false,
    });
    return { content: new Uint8Array(answer.data) };
  } catch (error) {
    if (!axios.isAxiosError(error)) throw error;
    if (error.message.includes('maxContentLength')) {
      return { reason: 'Tệp lớn hơn 25 MB nên hệ thống không tải.', code: 'TOO_LARGE', final: true };
    }
    const status = error.response?.status;
    const isGone = status !== undefined && status >= 400 && status < 500 && status !== 429;
    return {
      reason: isGone ? 'Đường dẫn tải tệp của Facebook đã hết hạn.' : 'Không tải được tệp từ Facebook.',
      code: status === undefined ? (error.code ?? 'ERR') : `HTTP_${status}`,
      final: isGone,
    };
  }
}

/** Meta's content hosts over https, and nothing that only looks like them. */
export function mayFetch(url: string, trustedOrigin: string | undefined): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port, origin, username, password } = new URL(url);
  if (username || password) return false;
  if (trustedOrigin !== undefined && origin === trustedOrigin) return true;
  return protocol === 'https:' && port === '' && /(^|\.)(fbcdn\.net|fbsbx\.com)$/.test(hostname);
}
