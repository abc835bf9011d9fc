import type { z } from 'zod';
import type { Calendar } from '../cases/calendar/calendar';
import type { Answer, Answers } from './answer';
import type { Conversation, Frame } from './conversation';
import type { Department } from './department';
import type { Button, Effect } from './effects';
import type { CitizenInput, Input } from './input';
import type { Phrases } from './phrases';

/** What a step sees while a turn visits it. */
export type Turn = {
  readonly now: number;
  /** When what this turn is about happened, by Meta's clock where it is a citizen's message. */
  readonly at: number;
  readonly eventId: string;
  readonly conversation: Conversation;
  readonly frame: Frame;
  /** The flow belongs to a tố cáo. */
  readonly confidential: boolean;
  readonly flowTitle: string;
  readonly phrases: Phrases;
  readonly department: Department;
  readonly calendar: Calendar;
  /** All answers that hold now: the intake's and the kept ones. */
  readonly answers: Answers;
  /** How each answer is called, and whether it says who the citizen is. */
  readonly labels: ReadonlyMap<string, Label>;
  /** One message with its `{names}` filled in. */
  readonly say: (text: string, offer?: Offer) => Effect;
};

export type Label = { readonly label: string; readonly identity: boolean };

export type Offer = {
  readonly options?: readonly Option[];
  readonly buttons?: readonly Button[];
  /** Values for names in the text, beside the answers and the department's facts. */
  readonly with?: Readonly<Record<string, string>>;
  /** Comes after the text as it is, nothing in it being filled in: the place for a citizen's own words. */
  readonly append?: string;
  /** The answers that `append` repeats. */
  readonly shows?: readonly string[];
};

/** One thing the citizen may choose at the open question: tapped, typed, or by its number. */
export type Option = {
  readonly value: string;
  readonly title: string;
  readonly also?: readonly string[];
};

/** What visiting a step leads to. */
export type Visit = {
  readonly then: Then;
  readonly effects?: readonly Effect[];
  readonly answers?: Answers;
  readonly kept?: Answers;
  /** A mark on the open step's own frame. */
  readonly frame?: Pick<Frame, 'choosing' | 'secret' | 'opening' | 'gathered' | 'about'>;
  /** Changes of the conversation that only few steps make. */
  readonly change?: Partial<
    Pick<Conversation, 'speaker' | 'withOfficer' | 'extras' | 'trail' | 'cases' | 'kept' | 'contact'>
  >;
};

export type Then =
  | { readonly type: 'next' }
  | { readonly type: 'step'; readonly step: string }
  | { readonly type: 'wait' }
  | { readonly type: 'end' }
  | { readonly type: 'go-to'; readonly flow: string; readonly fresh?: true }
  | { readonly type: 'call'; readonly flow: string }
  /** The question was answered: remember it on the trail, then go on. */
  | { readonly type: 'answered'; readonly answer: string; readonly step?: string }
  | { readonly type: 'change'; readonly answer: string }
  | { readonly type: 'cancel' };

/** The citizen's words did not fit; `why` replaces the step's own hint where more can be said. */
export type Miss = { readonly type: 'miss'; readonly why?: string; readonly with?: Offer['with'] };

export const isMiss = (outcome: Visit | Miss): outcome is Miss => 'type' in outcome;

export type StepType<S> = {
  readonly schema: z.ZodType<S>;
  readonly enter: (step: S, turn: Turn) => Visit;
  /** Steps at which a conversation waits for the citizen. */
  readonly hear?: (step: S, input: CitizenInput, turn: Turn) => Visit | Miss;
  /** Steps at which a conversation waits for the world. */
  readonly learn?: (step: S, input: Input, turn: Turn) => Visit | undefined;
  /** Any words are an answer here, so that commands must be meant. */
  readonly takesAnyText?: (step: S) => boolean;
  /** What is offered, for buttons, numbers and old taps. */
  readonly options?: (step: S, turn: Turn) => readonly Option[];
};

/** How one kind of answer is asked for and read. */
export type AnswerType<S> = {
  readonly schema: z.ZodType<S>;
  readonly takesAnyText: boolean;
  readonly options?: (step: S, turn: Turn) => readonly Option[];
  readonly read: (step: S, input: CitizenInput, turn: Turn) => Reading;
};

export type Reading =
  | { readonly type: 'answer'; readonly answer: Answer; readonly step?: string }
  /** Part of an answer: kept, and the question stays open. */
  | { readonly type: 'more'; readonly answer: Answer; readonly text: string; readonly with?: Offer['with'] }
  | Miss;
