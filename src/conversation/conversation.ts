import type { CaseId, Kind } from '../cases/case';
import type { Answer, Answers, FileRef } from './answer';
import type { ConversationId } from './conversation-id';
import type { Gathered } from './gathering';

/** Where the conversation stands in one flow. Frames stack: a called flow lies on its caller. */
export type Frame = {
  readonly flow: string;
  /** The published version that this conversation started on. */
  readonly version: number;
  readonly step: string;
  /** Set when one answer is being changed: the frame ends as soon as this step is answered. */
  readonly only?: boolean;
  /** What the answer was before it was opened for a change: "quay lại" puts it back. */
  readonly former?: { readonly name: string; readonly answer: Answer };
  /** The review asked which answer to change: a number means one of these. */
  readonly choosing?: boolean;
  /** What is asked or told here belongs to a tố cáo, although the flow does not. */
  readonly secret?: boolean;
  /** The case of this open-case step is being stored: it must not be stored twice. */
  readonly opening?: boolean;
  /** The answer comes in several messages, and more may be on their way. */
  readonly gathered?: Gathered | undefined;
  /** The own case that is spoken about here, see `own-case`. */
  readonly about?: CaseId;
  /** Called by a command in the middle of something else: afterwards the open question is asked again. */
  readonly aside?: boolean;
};

/** A question that was answered: the road that "quay lại" walks back. */
export type Asked = {
  readonly frames: readonly Frame[];
  readonly step: string;
  readonly answer: string;
};

/** A case that this citizen opened from here, newest last. */
export type OwnCase = {
  readonly id: CaseId;
  readonly code: string;
  readonly kind: Kind;
  readonly closed?: boolean;
  /** An officer has answered in it. */
  readonly answered?: boolean;
  readonly rated?: boolean;
  /** The citizen said that it is not settled, which opened it again. */
  readonly disputed?: boolean;
  readonly withdrawal?: 'asked' | 'confirmed' | undefined;
};

/** The running state between us and one citizen. Plain data: stored after every turn, read back before the next. */
export type Conversation = {
  readonly id: ConversationId;
  /** Who may speak: while an officer does, the bot keeps silent. */
  readonly speaker: 'bot' | 'officer';
  /** Innermost last; empty when nothing is under way. */
  readonly frames: readonly Frame[];
  readonly answers: Answers;
  /** What was answered before each side question that is open (`Frame.aside`): it holds again afterwards. */
  readonly outer?: readonly Answers[] | undefined;
  /** Answers that outlive one intake, such as the consent to the data notice. */
  readonly kept: Answers;
  /** How to reach the citizen, as he said it in an earlier intake that was no tố cáo; offered again in the next. */
  readonly contact?: Answers | undefined;
  readonly trail: readonly Asked[];
  /** Files that came where none was asked for; they go into the case too. */
  readonly extras: readonly FileRef[];
  /** Wrong answers in a row to the open question. */
  readonly misses: number;
  /** A yes-or-no that the engine itself asked, e.g. whether to cancel. */
  readonly confirming?: 'cancel' | 'restart' | 'resume';
  /** That question was asked once more, because the answer was neither. */
  readonly confirmedAgain?: boolean;
  /** The bot speaks again after an officer's silence, and has not said so yet. */
  readonly silenceBroken?: { readonly caseId?: CaseId };
  /** When the numbers for an emergency were shown last (ms). */
  readonly warnedAt?: number;
  /** Messages since that time (ms), within one minute. */
  readonly flood?: { readonly since: number; readonly count: number };
  /** When the citizen last insulted somebody (ms), and until when nothing is answered by itself because of it. */
  readonly insultedAt?: number;
  readonly pausedUntil?: number;
  /** Stickers and the like in a row. */
  readonly stickers?: number;
  readonly cases: readonly OwnCase[];
  /** The case that an officer is talking about with the citizen. */
  readonly withOfficer?: CaseId;
  /** Meta's timestamp (ms) of the newest thing the citizen did; older text is never taken as an answer. */
  readonly heardAt: number;
  /** The same without what belongs to a tố cáo: all that the officers of other cases may learn of it. */
  readonly plainlyHeardAt?: number;
  /** When the citizen last did something without a word that makes Messenger take answers. */
  readonly touchedAt?: number;
  /** Messages wait for the citizen, because Messenger did not take them. */
  readonly holds?: true | undefined;
  /** A person speaks in Facebook's own inbox: since when, when last, and until when the bot is silent (ms). */
  readonly onFacebook?:
    | {
        readonly since: number;
        readonly answeredAt?: number;
        readonly until: number;
        /** Messenger has given the thread to the inbox. */
        readonly taken?: true;
      }
    | undefined;
  /** An intake that was begun is being looked after, see `draft.ts`. */
  readonly draft?:
    | {
        readonly nudged?: boolean;
        /** Since then (Meta's time, ms) all that was said is part of the draft and of nothing else. */
        readonly since?: number | undefined;
      }
    | undefined;
  /** What was written last, unless it was a word or two: the same once more is no second answer. */
  readonly lastText?: { readonly print: string; readonly at: number } | undefined;
  /** The tap that was taken last, if nothing else was heard since: a second one of the same finger changes nothing. */
  readonly lastTap?: {
    readonly payload: string;
    readonly at: number;
    readonly confidential?: boolean;
    /** Something else was said after it. */
    readonly wordsSince?: boolean;
  };
};

export const newConversation = (id: ConversationId): Conversation => ({
  id,
  speaker: 'bot',
  frames: [],
  answers: {},
  kept: {},
  trail: [],
  extras: [],
  misses: 0,
  cases: [],
  heardAt: 0,
});
