import type { CaseDraft, CaseId, Kind } from '../cases/case';
import type { CaseGlimpse, OwnGlimpse } from '../cases/glimpse';
import type { FileRef } from './answer';
import type { Effect } from './effects';

/** What a turn is about: one event, in the engine's words. */
export type Input = { readonly eventId: string; readonly at: number } & (
  | CitizenInput
  /** A person answered from Facebook's own inbox. */
  | { readonly type: 'staff-said'; readonly text: string }
  /** The citizen did something while another app of the page, Facebook's inbox for one, has the thread. */
  | { readonly type: 'said-aside'; readonly said: CitizenInput }
  /** Another app has the thread now, gives it to us, or asks for it. */
  | { readonly type: 'thread-taken' }
  | { readonly type: 'thread-given' }
  | { readonly type: 'thread-wanted'; readonly appId: string }
  /** A reaction, or a link that leads back to the page: it says nothing, but Messenger takes answers again. */
  | { readonly type: 'touched' }
  /** A message waits until Messenger takes it. `heardAt` is what was known of the citizen when it was refused. */
  | { readonly type: 'message-held'; readonly heardAt: number }
  | { readonly type: 'timer'; readonly name: string }
  | {
      readonly type: 'officer-said';
      readonly text: string;
      readonly caseId: CaseId;
      readonly confidential: boolean;
    }
  | { readonly type: 'officer-took'; readonly caseId: CaseId }
  | { readonly type: 'handed-back'; readonly caseId: CaseId }
  | { readonly type: 'case-reopened'; readonly caseId: CaseId }
  | { readonly type: 'case-closed'; readonly caseId: CaseId; readonly code: string }
  | {
      readonly type: 'case-opened';
      readonly caseId: CaseId;
      readonly code: string;
      readonly kind: Kind;
      readonly openedAt: number;
      readonly reason: NonNullable<CaseDraft['reason']>;
    }
  /** Messenger did not take the file of a form; `said` is what the flow says then. */
  | { readonly type: 'form-failed'; readonly said: Extract<Effect, { type: 'send' }> }
  | { readonly type: 'looked-up'; readonly found?: CaseGlimpse }
  | { readonly type: 'cases-listed'; readonly cases: readonly OwnGlimpse[] }
  /** An officer decided on a withdrawal; `reason` is why not. */
  | {
      readonly type: 'withdrawal-decided';
      readonly caseId: CaseId;
      readonly code: string;
      readonly reason?: string;
    }
  /** New versions of flows count, and whoever is in one of them goes over to it. */
  | {
      readonly type: 'flows-published';
      readonly how: 'move' | 'restart';
      readonly flows: readonly { readonly id: string; readonly number: number }[];
    }
);

/** What the citizen did. */
export type CitizenInput =
  | { readonly type: 'text'; readonly text: string }
  /** A quick reply, a button, the menu, or an ice breaker. */
  | { readonly type: 'tap'; readonly payload: string; readonly title: string }
  | { readonly type: 'files'; readonly files: readonly FileRef[]; readonly text?: string }
  /** A sticker, a like, or anything that carries no answer. */
  | { readonly type: 'wordless'; readonly what: string };

export const isFromCitizen = (input: Input): input is Input & CitizenInput =>
  input.type === 'text' || input.type === 'tap' || input.type === 'files' || input.type === 'wordless';
