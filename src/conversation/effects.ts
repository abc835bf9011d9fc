import type { Discarded } from './discard';
import type { Told } from './own-deeds';
import type { CaseDraft, CaseId } from '../cases/case';

/** One message to the citizen, before it takes Messenger's shape. */
export type Outgoing = {
  readonly text: string;
  /** Offered as quick replies; each also works when typed, as a word or as its number. */
  readonly choices?: readonly Choice[];
  /** Buttons that stay under the message: at most three. */
  readonly buttons?: readonly Button[];
};

export type Choice = { readonly title: string; readonly payload: string };

export type Button =
  | { readonly type: 'link'; readonly title: string; readonly url: string }
  | { readonly type: 'phone'; readonly title: string; readonly phone: string }
  /** Does what its payload says, like a choice, but stays after the next message. */
  | { readonly type: 'command'; readonly title: string; readonly payload: string };

/** What must happen in the world after a turn. Plain data: committed with the turn, performed afterwards, in order. */
export type Effect =
  | {
      readonly type: 'send';
      readonly message: Outgoing;
      readonly by: 'bot' | 'officer';
      /** Part of a tố cáo: only those who may read it see the text in a transcript. */
      readonly confidential: boolean;
      /** The text repeats who the citizen is. */
      readonly identity: boolean;
      /** The case that an officer's words belong to. */
      readonly caseId?: CaseId;
      /** Worth reading whenever it arrives, as an officer's words are: kept until Messenger takes it. */
      readonly lasting?: true;
    }
  /** Sends the case's form as a file, drawn when it goes out: what is stored is which one, not the file. */
  | {
      readonly type: 'send-form';
      readonly caseId: CaseId;
      readonly code: string;
      readonly confidential: boolean;
      /** Said instead when Messenger refuses the file. */
      readonly failed?: Extract<Effect, { type: 'send' }>;
    }
  | { readonly type: 'open-case'; readonly draft: CaseDraft }
  /** Tells the people behind a case that the citizen said something more. */
  | { readonly type: 'add-to-case'; readonly caseId: CaseId; readonly eventId: string }
  | { readonly type: 'ask-for-officer'; readonly caseId: CaseId; readonly urgent?: true }
  /** The bot speaks again although no officer handed back. */
  | { readonly type: 'bot-resumed'; readonly caseId: CaseId }
  /** Somebody answered the citizen in Facebook's own inbox, or took the thread there. */
  | {
      readonly type: 'staff-answered' | 'staff-took';
      readonly caseId: CaseId;
      readonly eventId: string;
    }
  | { readonly type: 'look-up'; readonly code: string }
  | { readonly type: 'list-cases'; readonly caseIds: readonly CaseId[] }
  /** What the citizen wants with his own case, after it was sent. */
  | { readonly type: 'tell-case'; readonly caseId: CaseId; readonly told: Told }
  /** Messenger may take again what it refused: the citizen did something, or the thread is ours again. */
  | { readonly type: 'deliver-held' }
  /** Takes back what the bot has said and Messenger has not got yet: a person answers instead. */
  | { readonly type: 'hush' }
  /** Gives the thread to the app that asks for it, or takes it back for the bot. */
  | { readonly type: 'pass-thread'; readonly appId: string }
  | { readonly type: 'take-thread' }
  | { readonly type: 'set-timer'; readonly name: string; readonly dueAt: number }
  | { readonly type: 'clear-timer'; readonly name: string }
  /** These came for something that was begun and is thrown away. */
  | { readonly type: 'forget-files'; readonly files: readonly string[]; readonly why: Discarded }
  /** So was what was said since then (Meta's time, ms), up to this turn. */
  | { readonly type: 'forget-words'; readonly since: number; readonly why: Discarded };

/** What one event turned out to be, kept beside it for the transcript. */
export type EventMark = {
  readonly confidential: boolean;
  /** It answered a question about who the citizen is. */
  readonly identity: boolean;
};
