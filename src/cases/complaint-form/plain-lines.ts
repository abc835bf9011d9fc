/** What turns the direction of the text that follows, and so could make a form read otherwise than it is written. */
const DIRECTION = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Line breaks of every kind, those of Word and of Unicode too. */
const BREAKS = /\r\n|[\n\r\u000b\u000c\u0085\u2028\u2029]/;

/** A citizen's words as paragraphs of a form: one for each line that says something. */
export const plainLines = (text: string): readonly string[] =>
  text
    .toWellFormed()
    .normalize('NFC')
    .split(BREAKS)
    .map((line) =>
      line
        .replace(DIRECTION, '')
        .replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ')
        .trim(),
    )
    .filter((line) => line !== '');

/** The same where there is room for one line only. */
export const plainLine = (text: string): string => plainLines(text).join(' ');
