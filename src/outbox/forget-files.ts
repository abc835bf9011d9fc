import type { Discarded } from '../conversation/discard';
import { deleteFile } from './delete-file';
import type { Perform, PerformDeps } from './perform';

const reasons: Readonly<Record<Discarded, string>> = {
  cancelled: 'Công dân đã hủy nội dung đang nhập nên tệp đã được xóa.',
  'too-old': 'Nội dung đã lâu không được gửi thành hồ sơ nên tệp đã được xóa.',
};

/** Deletes files that came for something that was never sent. What any case holds stays, whatever the conversation says. */
export const forgetFiles: Perform<'forget-files'> = async (deps, conversation, { files, why }) => {
  const kept = await filesInCases(deps, conversation.id);
  const unsent = files.filter((id) => !kept.has(id));
  for (const id of unsent) await deleteFile(deps, id, reasons[why]);
  deps.log.info(
    { conversationId: conversation.id, count: unsent.length },
    'files of what was never sent deleted',
  );
};

const MOST = 1_000;

async function filesInCases({ cases }: PerformDeps, conversationId: string): Promise<ReadonlySet<string>> {
  const found = await cases.find({ where: { conversationId }, sort: [], limit: MOST });
  return new Set(found.flatMap(({ doc }) => doc.files.map(({ id }) => id)));
}
