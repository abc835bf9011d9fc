import { z } from 'zod';

const text = z.string().trim().min(1);

/** Sentences that belong to no flow: what the engine itself says. `{...}` is filled in. */
export const phrases = z.strictObject({
  /** Shown by Messenger before the first message; at most 160 characters. */
  greeting: text,
  'not-understood': text,
  wordless: text,
  /** A file came where none was asked for. */
  'file-kept': text,
  'old-button': text,
  /** Somebody writes of a danger under way. */
  danger: text,
  /** Before the answer to the first insult; after the second, with two buttons, nothing is answered for a while. */
  insulted: text,
  paused: text,
  /** Many messages at once: said once. */
  flood: text,
  /** Above the buttons that call the three numbers. */
  'danger-call': text,
  /** The answer fits more than one choice: `{lua-chon}` lists them. */
  several: text,
  /** `{so-tep}` says what was received so far. */
  'more-files': text,
  /** The same words once more. */
  'said-again': text,
  /** Several messages became one answer: `{so-tin}` counts them; a short form of it follows. */
  gathered: text,
  'confirm-cancel': text,
  cancelled: text,
  'confirm-restart': text,
  /** Somebody comes back to an intake after a day or more. */
  'confirm-resume': text,
  /** An intake was begun and left some hours ago; the open question follows. */
  nudge: text,
  'nothing-to-go-back': text,
  help: text,
  'offer-officer': text,
  'failed-turn': text,
  'officer-took': text,
  'handed-back': text,
  'bot-resumes': text,
  'case-closed': text,
  /** An officer let a case be withdrawn: `{ma}`; or did not: also `{ly-do}`. */
  'withdrawal-confirmed': text,
  'withdrawal-declined': text,
  /** By when the citizen hears of a case: `{ngay}`. */
  'hears-by': text,
  /** Something was called that begins an intake of its own, in the middle of another one. */
  'finish-first': text,
  'choose-change': text,
  /** Somebody asks for an officer while one has the conversation already. */
  'with-officer': text,
  /** Words that name an open case by its code went into it: `{ma}`. */
  'added-to-case': text,
  /** For an officer's phone, where Messenger takes nothing any more: `{ma}`, and nothing of what it is about. */
  'sms-news': text,
  /** No officer answered for long. */
  'officer-silent': text,
  /** `{gio-mo}` is when an officer will look. */
  'out-of-hours': text,
  /** The same where it cannot wait until then. */
  'urgent-out-of-hours': text,
  /** Stands behind a date that holidays may move which are not settled yet. */
  'date-may-move': text,
  /** The question that is open was changed by a new version of the flow. */
  'flow-moved': text,
  /** The flow begins again in a new version; answers that still fit are kept. */
  'flow-restarted': text,
  'ask-officer-summary': text,
  'urgent-summary': text,
  'failed-turn-summary': text,
  /** On a button that calls one of the hotlines, before its number. */
  'call-hotline': text,
  buttons: z.strictObject({
    skip: text,
    enough: text,
    send: text,
    change: text,
    cancel: text,
    yes: text,
    no: text,
    officer: text,
    /** Under what tells that a case is closed: they call the flows `danh-gia` and `chua-xong`. */
    rate: text,
    'not-done': text,
    resume: text,
    anew: text,
  }),
  /** Other ways to say yes and no to "hủy?" and "bắt đầu lại?". */
  decisions: z.strictObject({
    yes: z.array(text).min(1),
    no: z.array(text).min(1),
    /** The same for "tiếp tục hay làm lại?". */
    resume: z.array(text).min(1),
    anew: z.array(text).min(1),
  }),
  commands: z.strictObject({
    back: z.array(text).min(1),
    cancel: z.array(text).min(1),
    restart: z.array(text).min(1),
    help: z.array(text).min(1),
    skip: z.array(text).min(1),
  }),
});
export type Phrases = z.infer<typeof phrases>;
