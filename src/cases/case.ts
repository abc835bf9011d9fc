import type { Paper } from './papers';
import type { Answer, FileRef } from '../conversation/answer';
import type { ConversationId } from '../conversation/conversation-id';

export type CaseId = string & { readonly brand: 'CaseId' };
export type OfficerId = string & { readonly brand: 'OfficerId' };

/**
 * The kinds of matter (a question, hỏi đáp, is answered and is no case). `du-lieu` asks about the citizen's own data and
 * has a clock of its own.
 */
export const kinds = ['phan-anh', 'kien-nghi', 'gop-y', 'khieu-nai', 'to-cao', 'chua-ro', 'du-lieu'] as const;
export type Kind = (typeof kinds)[number];

export const statuses = ['moi', 'dang-xu-ly', 'da-tra-loi', 'dong'] as const;
export type Status = (typeof statuses)[number];

export const roles = [
  'duty-officer',
  'handler',
  'office',
  'leader',
  'denunciation-officer',
  'custodian',
  'admin',
] as const;
export type Role = (typeof roles)[number];

export type Officer = {
  readonly id: OfficerId;
  readonly name: string;
  readonly role: Role;
  /** What is typed at sign-in; an exclusion names officers by it. */
  readonly username: string;
};

/** Who must not know that a case exists, because it concerns them (TCLaw Đ8, Đ49): sign-in names, and whole roles. */
export type Exclusion = { readonly accounts: readonly string[]; readonly roles: readonly Role[] };

/** One line of the intake as officers read it, in the order in which it was asked. */
export type CaseAnswer = {
  readonly id: string;
  readonly label: string;
  readonly answer: Answer;
  readonly identity: boolean;
};

/** What the conversation hands over when a citizen sends a matter. */
export type CaseDraft = {
  readonly kind: Kind;
  readonly conversationId: ConversationId;
  /** The short text that lists show; for a tố cáo never shown outside the case. */
  readonly summary: string;
  readonly answers: readonly CaseAnswer[];
  readonly files: readonly FileRef[];
  /** Why it exists when the citizen did not send it himself. */
  readonly reason?: 'sent' | 'asked-for-officer' | 'failed-turn';
  readonly urgent?: true;
  readonly flow?: { readonly id: string; readonly version: number };
  readonly excluded?: Exclusion;
};

export type HistoryEntry = {
  /** The request or event that caused it: the same one twice is one entry. */
  readonly id: string;
  readonly at: number;
  readonly by: { readonly id: OfficerId; readonly name: string } | 'citizen' | 'system';
} & (
  | { readonly type: 'opened' }
  | { readonly type: 'claimed' }
  | { readonly type: 'replied'; readonly text: string }
  | { readonly type: 'noted'; readonly text: string }
  /** An officer looked at numbers of identity papers, which are covered otherwise. */
  | { readonly type: 'numbers-shown' }
  /** An officer took a photo for an identity paper; took that back; had it deleted. Never which, nor what it shows. */
  | { readonly type: 'paper-marked' | 'paper-unmarked' | 'paper-deleted' }
  /** An officer got a photo as it came, with place and time of taking. */
  | { readonly type: 'original-fetched' }
  | { readonly type: 'handed-back' }
  | { readonly type: 'closed'; readonly reason: string }
  | { readonly type: 'reopened'; readonly reason: string }
  | { readonly type: 'citizen-said' }
  | { readonly type: 'officer-asked-for' }
  /** The citizen added something on purpose; `text` is what he wrote, the files are among the case's. */
  | { readonly type: 'added'; readonly text: string }
  | { readonly type: 'withdrawal-asked'; readonly text: string }
  /** `text` names the signed paper where the law wants one. */
  | { readonly type: 'withdrawal-confirmed'; readonly text?: string }
  | { readonly type: 'withdrawal-declined'; readonly reason: string }
  | { readonly type: 'rated'; readonly score: number; readonly text: string }
  /** The citizen says that it is not settled. */
  | { readonly type: 'not-done'; readonly text: string }
  /** The citizen went back to the bot, or the officer was silent for too long. */
  | { readonly type: 'bot-resumed' }
  /** Somebody answered in Facebook's own inbox; of several answers in a row the last one. */
  | { readonly type: 'staff-answered' }
  | { readonly type: 'staff-took' }
  /** An officer's words wait until Messenger takes them; `text` says why. Then they went out. */
  | { readonly type: 'reply-held'; readonly text: string }
  | { readonly type: 'reply-delivered' }
  /** An officer's words did not reach the citizen; `text` says why. */
  | { readonly type: 'reply-failed'; readonly text: string }
  /** The form that the citizen asked for did not reach him; `text` says why. */
  | { readonly type: 'form-failed'; readonly text: string }
);

/** One matter (hồ sơ). */
export type Case = {
  readonly id: CaseId;
  readonly code: string;
  readonly kind: Kind;
  readonly status: Status;
  readonly conversationId: ConversationId;
  readonly openedAt: number;
  readonly updatedAt: number;
  readonly summary: string;
  readonly answers: readonly CaseAnswer[];
  readonly files: readonly FileRef[];
  readonly reason: NonNullable<CaseDraft['reason']>;
  readonly flow?: CaseDraft['flow'];
  readonly excluded?: Exclusion;
  readonly assignee?: { readonly id: OfficerId; readonly name: string };
  /** The citizen wrote something that no officer has answered yet. */
  readonly waiting: boolean;
  /** Somebody said that it cannot wait, and no officer has answered since. */
  readonly urgent?: true | undefined;
  /** An officer is speaking with the citizen in this case. */
  readonly speaking: boolean;
  /** The citizen wants it back; an officer decides. */
  readonly withdrawal?: 'asked' | 'confirmed' | undefined;
  /** How content the citizen was with the answer, 1 to 5. */
  readonly rating?: number;
  /** The citizen opened it again by himself, which he may do once. */
  readonly disputed?: true;
  /** Photos that are identity papers. */
  readonly papers?: readonly Paper[];
  readonly history: readonly HistoryEntry[];
};

/** What must happen after a change of a case; performed like a turn's effects. */
export type CaseEffect =
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'delete-file'; readonly file: string }
  | { readonly type: 'take' }
  | { readonly type: 'hand-back' }
  | { readonly type: 'tell-closed' }
  | { readonly type: 'tell-reopened' }
  | { readonly type: 'tell-withdrawal'; readonly confirmed: true }
  | { readonly type: 'tell-withdrawal'; readonly confirmed: false; readonly reason: string };
