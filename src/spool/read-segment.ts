import type { EventDoc } from '../store/events';
import { openLine } from './seal-line';

/** An event that waits, and the line that it came from. */
export type Waiting = { readonly number: number; readonly line: string; readonly event: EventDoc };

export type Segment = {
  /** In the order in which they were written. */
  readonly waiting: readonly Waiting[];
  /** Lines that could not be read, as they are. */
  readonly damaged: readonly string[];
  /** The last line has no end: a crash cut off its writing, so nobody was told that it is kept. */
  readonly torn: boolean;
};

/**
 * Reads what is left of a segment, whatever happened to it. The number that is sealed into a line decides where it
 * belongs, not its place in the file: lines that were swapped, or copied, come back as they were written.
 */
export function readSegment(key: Buffer, id: string, content: Buffer): Segment {
  // As bytes: a damaged byte must not become several characters.
  const lines = content.toString('latin1').split('\n');
  const last = lines.at(-1) ?? '';
  const found = new Map<number, Waiting>();
  const damaged: string[] = [];
  for (const line of lines) {
    if (line === '') continue;
    const opened = openLine(key, id, line);
    const event = opened && parse(opened.text);
    if (event) found.set(opened.number, { number: opened.number, line, event });
    else damaged.push(line);
  }
  return {
    waiting: [...found.values()].sort((a, b) => a.number - b.number),
    damaged,
    torn: last !== '' && damaged.at(-1) === last,
  };
}

/** What opens was sealed by us: it is an event. */
function parse(text: string): EventDoc | undefined {
  try {
    return JSON.parse(text) as EventDoc;
  } catch {
    return undefined;
  }
}
