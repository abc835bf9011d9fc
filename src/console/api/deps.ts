import type { Calendar } from '../../cases/calendar/calendar';
import type { Clock } from '../../clock';
import type { FileRef } from '../../conversation/answer';
import type { ConversationId } from '../../conversation/conversation-id';
import type { Department } from '../../conversation/department';
import type { Permissions } from '../../messenger/judge-send';
import type { AccountDoc } from '../../store/accounts';
import type { CaseDoc } from '../../store/cases';
import type { Collection } from '../../store/collection';
import type { ConversationDoc } from '../../store/conversations';
import type { FlowDoc, FlowDraftDoc, FlowExportDoc, FlowReleaseDoc } from '../../store/flows';
import type { SignInDelayDoc, SignInDoc } from '../../store/sign-ins';
import type { ConnectionView, LiveNotice, StatusView, TranscriptItem } from '../contract';
import type { Passwords } from './passwords';
import type { SignInAddresses } from './sign-in-addresses';

/** All that the console's server asks of the rest. */
export type ConsoleDeps = {
  readonly cases: Collection<CaseDoc>;
  readonly accounts: Collection<AccountDoc>;
  readonly signIns: Collection<SignInDoc>;
  readonly signInDelays: Collection<SignInDelayDoc>;
  readonly flows: Collection<FlowDoc>;
  readonly flowReleases: Collection<FlowReleaseDoc>;
  readonly flowDrafts: Collection<FlowDraftDoc>;
  readonly flowExports: Collection<FlowExportDoc>;
  /** For counting those that a new version of a flow concerns, and for how a citizen can be reached. */
  readonly conversations: Collection<ConversationDoc>;
  /** This process takes up what was published; the others do by themselves. */
  readonly flowsPublished: () => Promise<void>;
  readonly passwords: Passwords;
  /** A page of a conversation, oldest first, the newest page first; `before` leads to the page before it. */
  readonly readTranscript: (
    conversationId: ConversationId,
    page: { readonly before?: string; readonly limit: number },
  ) => Promise<{ readonly items: readonly RawTranscriptItem[]; readonly before?: string }>;
  /** What is known of these files; the ones nobody knows are left out. */
  readonly findFiles: (ids: readonly string[]) => Promise<readonly FileRecord[]>;
  readonly readFile: (id: string) => Promise<Uint8Array | undefined>;
  /** As it came, where `readFile` gives it without its metadata. */
  readonly readOriginal: (id: string) => Promise<Uint8Array | undefined>;
  /** A small picture of it. */
  readonly readPreview: (id: string) => Promise<Uint8Array | undefined>;
  /** The department's own data, for the forms that name it. */
  readonly department: () => Department;
  /** What Meta allows the page to send outside the window of a day. */
  readonly permissions: Permissions;
  /** The clock that Messenger goes by; in the trial mode it can be put forward. */
  readonly messengerClock: Clock;
  /** What an officer may send by SMS about a case of this code. */
  readonly newsBySms: (code: string) => string;
  /** Says that the case's effects wait to be performed. */
  readonly wakeCase: (caseId: string) => Promise<void>;
  readonly live: Live;
  /** Whether the database is there; never fails. */
  readonly status: () => Promise<StatusView>;
  /** How the connection to Meta is. */
  readonly connection: () => Promise<ConnectionView>;
  /** When the department works, as its data says now. */
  readonly calendar: () => Calendar;
  /** Left out, this process counts by itself. */
  readonly signInAddresses?: SignInAddresses;
  readonly clock: Clock;
  /** Where the console is reached from outside, e.g. `https://tiepnhan.example.vn`; https makes the cookie Secure. */
  readonly publicUrl: string;
  readonly log: { error(about: object, message: string): void };
};

/** One thing said, before it is decided how much of it the reader sees. */
export type RawTranscriptItem = Pick<
  TranscriptItem,
  'id' | 'at' | 'from' | 'text' | 'delivery' | 'reason' | 'takenBackAt'
> & {
  readonly files: readonly FileRecord[];
  readonly choices: readonly string[];
  /** Said within a tố cáo. */
  readonly confidential: boolean;
  /** Says who the citizen is. */
  readonly identity: boolean;
};

/** A file that a citizen sent. `confidential` and `identity` are those of the event that brought it. */
export type FileRecord = FileRef & {
  readonly conversationId: ConversationId;
  readonly state: 'wanted' | 'kept' | 'missing' | 'quarantined';
  readonly contentType?: string;
  readonly size?: number;
  readonly reason?: string;
  /** It is also there as it came. */
  readonly hasOriginal?: boolean;
  /** It is also there as a small picture. */
  readonly hasPreview?: boolean;
  readonly confidential: boolean;
  readonly identity: boolean;
};

/** Tells the officers' open pages that something changed. */
export interface Live {
  publish(notice: LiveNotice): void;
  /** @returns how to stop listening. */
  subscribe(listener: (notice: LiveNotice) => void): () => void;
}
