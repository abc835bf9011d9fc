import type { AccountView, CaseView } from '../../contract';
import { roleLabels } from '../wording/labels';

/** Why this officer may not answer this case now; nothing where they may. */
export function sayWhyNoReply(
  account: Pick<AccountView, 'id' | 'role'>,
  view: Pick<CaseView, 'may' | 'status' | 'assignee'>,
): string | undefined {
  const { may, status, assignee } = view;
  if (may.includes('reply')) return undefined;
  if (status === 'dong') {
    return may.includes('reopen')
      ? 'Hồ sơ đã đóng. Anh/Chị mở lại hồ sơ để trả lời công dân.'
      : 'Hồ sơ đã đóng nên không trả lời được nữa.';
  }
  if (may.includes('claim')) return 'Anh/Chị bấm “Nhận xử lý” trước khi trả lời công dân.';
  if (assignee !== undefined && assignee.id !== account.id) {
    return `Hồ sơ đang do ${assignee.name} xử lý; chỉ người xử lý trả lời công dân.`;
  }
  return `Với vai trò ${roleLabels[account.role].toLocaleLowerCase('vi')}, Anh/Chị không trả lời công dân trong hồ sơ này.`;
}
