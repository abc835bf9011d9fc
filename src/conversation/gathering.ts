import { sameMessage } from '../language/same-message';
import type { Frame } from './conversation';
import type { Effect } from './effects';
import type { CitizenInput } from './input';
import { shorten } from './shorten';
import type { Turn } from './turn';

/** Quick messages that make one answer, while more may come. */
export type Gathered = {
  readonly texts: readonly { readonly text: string; readonly at: number }[];
  /** Photos and the like that came in between; they are kept with the case's files. */
  readonly files: number;
  /** Silence until then (ms) means that it was all. */
  readonly until: number;
};

/** The timer that ends a silence. */
export const GATHERED = 'gathered';

/** Somebody who writes this much in pieces has said it all, or does not know when to stop. */
const MOST_TEXTS = 50;
/** Of what was gathered so much is read back. */
const READ_BACK = 120;
/** Ends a sentence, so nothing more of it is on its way. */
const END = /[.!?…]["”’)]*\s*$/u;

export const endsClearly = (text: string): boolean => END.test(text);

export const isEnough = (input: CitizenInput, { phrases }: Pick<Turn, 'phrases'>): boolean =>
  input.type === 'text' && sameMessage(input.text, phrases.buttons.enough);

/** What a message says, alone or beside its files. */
export const wordsOf = (input: CitizenInput): string =>
  input.type === 'text' || input.type === 'files' ? (input.text ?? '').trim() : '';

/** One more message; `undefined` where it holds nothing to gather. */
export function gather(
  gathered: Gathered | undefined,
  input: CitizenInput,
  { at, until }: { readonly at: number; readonly until: number },
): Gathered | undefined {
  const words = wordsOf(input);
  // Signs alone say nothing.
  const said = /[\p{L}\p{N}]/u.test(words) ? words : '';
  const files = input.type === 'files' ? input.files.length : 0;
  if (said === '' && (files === 0 || !gathered)) return undefined;
  const isAgain = gathered?.texts.at(-1)?.text === said;
  const texts = said === '' || isAgain ? [] : [{ text: said, at }];
  return {
    // As they were written, not as they were delivered.
    texts: [...(gathered?.texts ?? []), ...texts].sort((a, b) => a.at - b.at).slice(0, MOST_TEXTS),
    files: (gathered?.files ?? 0) + files,
    until,
  };
}

export const joined = ({ texts }: Gathered): string => texts.map(({ text }) => text).join('\n');

export const waitForMore = ({ until }: Gathered): Effect => ({
  type: 'set-timer',
  name: GATHERED,
  dueAt: until,
});

/** Ends the silence, and says what became one answer where it were several messages. */
export function readBack(gathered: Gathered, turn: Turn, shows: string): Effect[] {
  const { texts, files } = gathered;
  const clear: Effect = { type: 'clear-timer', name: GATHERED };
  if (texts.length + files < 2) return [clear];
  const counted = [`${texts.length} tin nhắn`, ...(files > 0 ? [`${files} tệp`] : [])].join(', ');
  return [
    clear,
    turn.say(turn.phrases.gathered, {
      with: { 'so-tin': counted },
      append: `\n“${shorten(joined(gathered), READ_BACK)}”`,
      shows: [shows],
    }),
  ];
}

/** Whether an older message still belongs to what is being gathered: it was overtaken on its way by a later one. */
export const isOvertaken = (frame: Frame | undefined, at: number): boolean => {
  const first = frame?.gathered?.texts[0];
  return first !== undefined && at >= first.at;
};
