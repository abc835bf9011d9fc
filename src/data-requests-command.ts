import { systemClock } from './clock';
import type { Config } from './config';
import { showDate } from './language/show-time';
import type { DataRequestDoc } from './store/data-requests';
import { openStore } from './store/open-store';
import { secretsOf } from './trial-secrets';

type Streams = { readonly out: (line: string) => void; readonly err: (line: string) => void };

const toTerminal: Streams = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
};

const PAGE = 200;

/**
 * `npm run data-requests`: what people asked for through Facebook, the oldest first. `-- done CODE`: it was dealt with,
 * and the status page says so from now on. Works beside a running server. @returns the exit code
 */
export async function runDataRequestsCommand(
  config: Config,
  argv: readonly string[],
  { out, err } = toTerminal,
): Promise<number> {
  const [deed, code, ...more] = argv;
  const isKnown = deed === undefined || (deed === 'done' && code !== undefined);
  if (!isKnown || more.length > 0) {
    err('Cách dùng: npm run data-requests, hoặc npm run data-requests -- done <mã xác nhận>');
    return 1;
  }
  const { store, close } = await openStore({ clock: systemClock }, { ...config, ...secretsOf(config) });
  try {
    if (code === undefined) {
      const found = await all(store.dataRequests);
      if (found.length === 0) out('Chưa có yêu cầu nào.');
      for (const request of found) out(show(request));
      return 0;
    }
    const id = code.trim().toUpperCase();
    const done = { state: 'done', doneAt: systemClock.now() } as const;
    if (await store.dataRequests.update(id, done, { state: 'received' })) {
      out(`Đã ghi: yêu cầu ${id} giải quyết xong.`);
      return 0;
    }
    const isThere = (await store.dataRequests.get(id)) !== undefined;
    err(isThere ? `Yêu cầu ${id} đã được ghi là xong từ trước.` : `Không có yêu cầu nào có mã ${id}.`);
    return 1;
  } finally {
    await close();
  }
}

async function all(
  dataRequests: Awaited<ReturnType<typeof openStore>>['store']['dataRequests'],
): Promise<DataRequestDoc[]> {
  const docs: DataRequestDoc[] = [];
  for (let after: string | undefined; ;) {
    const found = await dataRequests.find({ where: {}, sort: ['at'], limit: PAGE, after });
    docs.push(...found.map(({ doc }) => doc));
    if (found.length < PAGE) return docs;
    after = found.at(-1)?.cursor;
  }
}

/** The person's id is what Facebook's own tools need to say who it is. */
function show({ id, type, userId, at, state, doneAt }: DataRequestDoc): string {
  const what = type === 'deletion' ? 'yêu cầu xóa dữ liệu' : 'gỡ quyền ứng dụng';
  const became =
    state === 'received' ? 'CHƯA giải quyết' : `xong ngày ${doneAt === null ? '?' : showDate(doneAt)}`;
  return `${id}  ${showDate(at)}  ${what}  ${became}  (mã người dùng của ứng dụng: ${userId || 'đã hủy'})`;
}
