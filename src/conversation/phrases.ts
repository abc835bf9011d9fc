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
  /** The answer fits more than one choice: `{lua-chon}` lists them. */
  several: text,
  /** `{so-tep}` says what was received so far. */
  'more-files': text,
  'confirm-cancel': text,
  cancelled: text,
  'confirm-restart': text,
  'nothing-to-go-back': text,
  help: text,
  'offer-officer': text,
  'failed-turn': text,
  'officer-took': text,
  'handed-back': text,
  'bot-resumes': text,
  'case-closed': text,
  'choose-change': text,
  /** Somebody asks for an officer while one has the conversation already. */
  'with-officer': text,
  /** Words that name an open case by its code went into it: `{ma}`. */
  'added-to-case': text,
  /** No officer answered for long. */
  'officer-silent': text,
  'ask-officer-summary': text,
  'failed-turn-summary': text,
  buttons: z.strictObject({
    skip: text,
    enough: text,
    send: text,
    change: text,
    cancel: text,
    yes: text,
    no: text,
    officer: text,
  }),
  /** Other ways to say yes and no to "hủy?" and "bắt đầu lại?". */
  decisions: z.strictObject({ yes: z.array(text).min(1), no: z.array(text).min(1) }),
  commands: z.strictObject({
    back: z.array(text).min(1),
    cancel: z.array(text).min(1),
    restart: z.array(text).min(1),
    help: z.array(text).min(1),
    skip: z.array(text).min(1),
  }),
});
export type Phrases = z.infer<typeof phrases>;
