import type { Clock } from '../../clock';
import type { FileRef } from '../../conversation/answer';
import type { ConversationId } from '../../conversation/conversation-id';
import type { AccountDoc } from '../../store/accounts';
import type { CaseDoc } from '../../store/cases';
import type { Collection } from '../../store/collection';
import type { SignInDelayDoc, SignInDoc } from '../../store/sign-ins';
import type { LiveNotice, TranscriptItem } from '../contract';
import type { Passwords } from './passwords';

/** All that the console's server asks of the rest. */
export type ConsoleDeps = {
  readonly cases: Collection<CaseDoc>;
  readonly accounts: Collection<AccountDoc>;
  readonly signIns: Collection<SignInDoc>;
  readonly signInDelays: Collection<SignInDelayDoc>;
  readonly passwords: Passwords;
  /** A page of a conversation, oldest first, the newest page first; `before` leads to the page before it. */
  readonly readTranscript: (
    conversationId: ConversationId,
    page: { readonly before?: string; readonly limit: number },
  ) => Promise<{ readonly items: readonly RawTranscriptItem[]; readonly before?: string }>;
  /** What is known of these files; the ones nobody knows are left out. */
  readonly findFiles: (ids: readonly string[]) => Promise<readonly FileRecord[]>;
  readonly readFile: (id: string) => Promise<Uint8Array | undefined>;
  /** Says that the case's effects wait to be performed. */
  readonly wakeCase: (caseId: string) => Promise<void>;
  readonly live: Live;
  readonly clock: Clock;
  /** Where the console is reached from outside, e.g. `https://tiepnhan.example.vn`; https makes the cookie Secure. */
  readonly publicUrl: string;
  readonly log: { error(about: object, message: string): void };
};

/** One thing said, before it is decided how much of it the reader sees. */
export type RawTranscriptItem = Pick<
  TranscriptItem,
  'id' | 'at' | 'from' | 'text' | 'delivery' | 'reason'
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
  readonly state: 'wanted' | 'kept' | 'missing';
  readonly contentType?: string;
  readonly size?: number;
  readonly reason?: string;
  readonly confidential: boolean;
  readonly identity: boolean;
};

/** Tells the officers' open pages that something changed. */
export interface Live {
  publish(notice: LiveNotice): void;
  /** @returns how to stop listening. */
  subscribe(listener: (notice: LiveNotice) => void): () => void;
}
