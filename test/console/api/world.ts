import type { CaseDraft, CaseId, Kind, OfficerId, Role } from '../../../src/cases/case';
import { roles } from '../../../src/cases/case';
import { openCase } from '../../../src/cases/open-case';
import { receiptCode } from '../../../src/cases/receipt-code';
import type { FileRecord, RawTranscriptItem } from '../../../src/console/api/deps';
import type { ConversationId } from '../../../src/conversation/conversation-id';
import type { AccountDoc } from '../../../src/store/accounts';
import { type CaseDoc, caseDoc } from '../../../src/store/cases';

/** Noon of a working day. */
export const noon = Date.UTC(2026, 10, 23, 5);
export const password = 'mat-khau-thu-nghiem';

/** Words that only those who may read the tố cáo ever get to see. */
export const denunciationWords = ['nhận phong bì', 'tố cáo ông Bí Mật', 'anh-phong-bi', 'Phòng giao dịch'];
/** Words that say who sent it, which nobody gets to see. */
export const denouncerWords = ['Trần Thị Tố', '0912 345 678', 'cccd-tran-thi-to', '+84912345678'];

export const accountDocs = (passwordHash: string): AccountDoc[] => [
  ...roles.map((role) => account(role, role, passwordHash)),
  account('new-officer', 'duty-officer', passwordHash, { mustChangePassword: true }),
  account('gone-officer', 'duty-officer', passwordHash, { active: false }),
];

const account = (
  username: string,
  role: Role,
  passwordHash: string,
  different: Partial<AccountDoc> = {},
): AccountDoc => ({
  id: `o-${username}` as OfficerId,
  username,
  name: `Cán bộ ${username}`,
  role,
  passwordHash,
  mustChangePassword: false,
  active: true,
  createdAt: noon,
  ...different,
});

const conversation = (id: string): ConversationId => id as ConversationId;
const text = (said: string) => ({ type: 'text', text: said }) as const;

export function caseDocs(): CaseDoc[] {
  const feedback = opened('h-phan-anh', 1, {
    kind: 'phan-anh',
    conversationId: conversation('v-1'),
    summary: 'Trạm BTS gây ồn',
    answers: [
      { id: 'ho-ten', label: 'Họ và tên', answer: text('Nguyễn Văn An'), identity: true },
      { id: 'noi-dung', label: 'Nội dung', answer: text('Trạm BTS gây ồn ban đêm'), identity: false },
    ],
    files: [
      { id: 'f-anh', type: 'image', name: 'trạm thu phát.jpg' },
      { id: 'f-svg', type: 'image', name: 'so-do.svg' },
      { id: 'f-cho', type: 'video' },
      { id: 'f-vi-tri', type: 'location', name: '20.8449, 106.6881' },
    ],
  });
  const complaint = opened('h-khieu-nai', 2, {
    kind: 'khieu-nai',
    conversationId: conversation('v-2'),
    summary: 'Chậm cấp giấy phép',
    answers: [],
    files: [],
  });
  const proposal = opened('h-gop-y', 3, {
    kind: 'gop-y',
    conversationId: conversation('v-3'),
    summary: 'Góp ý trang thông tin',
    answers: [],
    files: [],
  });
  const denunciation = opened('h-to-cao', 4, {
    kind: 'to-cao',
    conversationId: conversation('v-3'),
    summary: 'tố cáo ông Bí Mật',
    answers: [
      { id: 'noi-dung', label: 'Nội dung', answer: text('Ông Bí Mật nhận phong bì'), identity: false },
      { id: 'ho-ten', label: 'Họ và tên', answer: text('Trần Thị Tố'), identity: true },
      {
        id: 'dien-thoai',
        label: 'Điện thoại',
        answer: { type: 'phone', e164: '+84912345678', shown: '0912 345 678' },
        identity: true,
      },
      {
        id: 'giay-to',
        label: 'Giấy tờ',
        answer: {
          type: 'files',
          files: [{ id: 'f-giay-to', type: 'image', name: 'cccd-tran-thi-to.jpg' }],
          remarks: [],
        },
        identity: true,
      },
    ],
    files: [
      { id: 'f-bang-chung', type: 'image', name: 'anh-phong-bi.jpg' },
      { id: 'f-giay-to', type: 'image', name: 'cccd-tran-thi-to.jpg' },
    ],
  });
  const held = { id: 'o-khac' as OfficerId, name: 'Cán bộ khác' };
  return [
    feedback,
    caseDoc({ ...complaint, status: 'dang-xu-ly', waiting: false, assignee: held }, []),
    proposal,
    denunciation,
  ];
}

function opened(id: string, minute: number, draft: CaseDraft & { kind: Kind }): CaseDoc {
  const code = receiptCode(Uint8Array.from([minute, 77, 13, 200, 91, 4, 64]));
  return caseDoc(openCase(draft, { id: id as CaseId, code, eventId: `e-${id}` }, noon - minute * 60_000), []);
}

const kept = (id: string, from: string, more: Partial<FileRecord> = {}): FileRecord => ({
  id,
  type: 'image',
  conversationId: conversation(from),
  state: 'kept',
  contentType: 'image/jpeg',
  size: 4,
  confidential: false,
  identity: false,
  ...more,
});

export const files: readonly FileRecord[] = [
  kept('f-anh', 'v-1', { name: 'trạm thu phát.jpg' }),
  kept('f-svg', 'v-1', { name: 'so-do.svg', contentType: 'image/svg+xml' }),
  kept('f-cho', 'v-1', { type: 'video', state: 'wanted', contentType: undefined, size: undefined }),
  kept('f-cach-ly', 'v-1', {
    type: 'file',
    name: 'bang-ke.docx',
    state: 'quarantined',
    contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    reason: 'Tài liệu có macro (đoạn chương trình), có thể là mã độc.',
  }),
  kept('f-roi', 'v-1', { name: 'sau-khi-gui.jpg' }),
  kept('f-bang-chung', 'v-3', { name: 'anh-phong-bi.jpg', confidential: true }),
  kept('f-giay-to', 'v-3', { name: 'cccd-tran-thi-to.jpg', confidential: true, identity: true }),
  kept('f-mat-roi', 'v-3', { name: 'anh-phong-bi-2.jpg', confidential: true }),
  kept('f-thuong', 'v-3', { name: 'man-hinh.jpg' }),
];

const file = (id: string): FileRecord => {
  const found = files.find((one) => one.id === id);
  if (!found) throw new Error(`no file ${id}`);
  return found;
};

const said = (id: string, more: Partial<RawTranscriptItem>): RawTranscriptItem => ({
  id,
  at: noon - 3_600_000,
  from: 'citizen',
  text: '',
  files: [],
  choices: [],
  confidential: false,
  identity: false,
  ...more,
});

export const transcripts: Readonly<Record<string, readonly RawTranscriptItem[]>> = {
  'v-1': [
    said('t-1', { from: 'bot', text: 'Xin chào Quý công dân.', choices: ['Phản ánh'], delivery: 'sent' }),
    said('t-2', { text: 'Nguyễn Văn An', identity: true }),
    said('t-3', { text: 'Ảnh đây', files: [file('f-anh')] }),
  ],
  'v-3': [
    said('t-4', { from: 'bot', text: 'Xin chào Quý công dân.' }),
    said('t-5', { text: 'Trang thông tin khó xem' }),
    said('t-6', {
      text: 'Ông Bí Mật nhận phong bì ở Phòng giao dịch',
      confidential: true,
      files: [file('f-bang-chung')],
    }),
    said('t-7', { text: 'Trần Thị Tố', confidential: true, identity: true, choices: ['Trần Thị Tố'] }),
    said('t-8', { text: 'giấy tờ', confidential: true, identity: true, files: [file('f-giay-to')] }),
    said('t-9', { from: 'bot', text: 'Cảm ơn Anh/Chị.' }),
  ],
};
