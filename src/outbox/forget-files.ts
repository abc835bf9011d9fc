import type { Discarded } from '../conversation/discard';
import { deleteFile } from './delete-file';
import type { Perform, PerformDeps } from './perform';

export const forgottenFile: Readonly<Record<Discarded, string>> = {
  cancelled: 'Công dân đã hủy nội dung đang nhập nên tệp đã được xóa.',
  'too-old': 'Nội dung đã lâu không được gửi thành hồ sơ nên tệp đã được xóa.',
};

/** Deletes files that came for something that was never sent. What any case holds stays, whatever the conversation says. */
export const forgetFiles: Perform<'forget-files'> = async (deps, conversation, { files, why }) => {
  const kept = await filesInCases(deps, conversation.id);
  const unsent = files.filter((id) => !kept.has(id));
  for (const id of unsent) await deleteFile(deps, id, forgottenFile[why]);
  deps.log.info(
    { conversationId: conversation.id, count: unsent.length },
    'files of what was never sent deleted',
  );
};

const AT_ONCE = 100;

/** What any case of the conversation holds. */
export async function filesInCases(
  { cases }: PerformDeps,
  conversationId: string,
): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for (let after: string | undefined; ;) {
    const page = await cases.find({
      where: { conversationId },
      sort: ['conversationId'],
      limit: AT_ONCE,
      ...(after !== undefined && { after }),
    });
    for (const { doc } of page) for (const { id } of doc.files) ids.add(id);
    after = page.at(-1)?.cursor;
    if (page.length < AT_ONCE) return ids;
  }
}
