import type { Case, CaseDraft, CaseId, Officer, OfficerId, Role } from '../../src/cases/case';
import { openCase } from '../../src/cases/open-case';
import type { ConversationId } from '../../src/conversation/conversation-id';

export const officer = (role: Role, id = `o-${role}`, name = `Cán bộ ${role}`): Officer => ({
  id: id as OfficerId,
  name,
  role,
  username: id,
});

export const draft: CaseDraft = {
  kind: 'phan-anh',
  conversationId: 'v-1' as ConversationId,
  summary: 'Trạm BTS gây ồn',
  answers: [
    { id: 'noi-dung', label: 'Nội dung', answer: { type: 'text', text: 'Trạm BTS gây ồn' }, identity: false },
    { id: 'ho-ten', label: 'Họ và tên', answer: { type: 'text', text: 'Nguyễn Văn An' }, identity: true },
  ],
  files: [],
};

/** A case opened at 1000, with whatever should differ. */
export const someCase = (different: Partial<Case> = {}): Case => ({
  ...openCase(draft, { id: 'h-1' as CaseId, code: '7K2M-9QRS-TVW', eventId: 'e-1' }, 1000),
  ...different,
});
