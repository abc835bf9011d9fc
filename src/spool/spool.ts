import { readFile, rename, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { faultOf } from '../fault-of';
import type { EventDoc } from '../store/events';
import { countLines, tryWriting, writeAside } from './files';
import { readSegment, type Segment, type Waiting } from './read-segment';
import { lineBytes } from './seal-line';
import { segmentWriter, type Ended } from './segment-writer';
import { adoptLeftovers, segmentsIn } from './slots';
import { takeWritableSlot } from './take-writable-slot';

/** No room is left for what should be kept. */
export class SpoolFull extends Error {
  override readonly name = 'SpoolFull';
}

/**
 * Keeps accepted events on this machine's disk, sealed, while the database is away. What is kept is given back oldest
 * first and stays until it is said to be done, so a crash in between gives it back again.
 */
export type Spool = {
  /** Resolves when the events are on the disk. @throws SpoolFull, or why the disk did not take them */
  readonly append: (events: readonly EventDoc[]) => Promise<void>;
  /** The oldest events, up to `most` of them. None: nothing was kept when it was asked. */
  readonly oldest: (most: number) => Promise<readonly Waiting[]>;
  /** These, out of the last `oldest`, are in the store. */
  readonly done: (taken: readonly Waiting[]) => Promise<void>;
  /** These, out of the last `oldest`, will never get into the store: they are kept apart for a person to look at. */
  readonly setAside: (poison: readonly Waiting[]) => Promise<void>;
  /** Nothing is kept or about to be. */
  readonly isEmpty: () => boolean;
  /** Takes over what dead processes left on this machine. */
  readonly adopt: () => void;
  readonly size: () => SpoolSize;
  /** Writes something and removes it again. @throws why the disk does not take it */
  readonly check: () => Promise<void>;
  /** What is kept stays for the next start. */
  readonly close: () => Promise<void>;
};

export type SpoolSize = {
  /** Events that wait. */
  readonly records: number;
  readonly bytes: number;
  /** Since the start: lines that could not be read, and events that the store would not take. */
  readonly aside: number;
};

export type SpoolDeps = {
  readonly dataDir: string;
  /** 32 bytes, for nothing but this. */
  readonly key: Buffer;
  readonly log: { warn(fields: object, message: string): void };
  readonly mostBytes?: number;
  readonly now?: () => number;
};

/** An hour of a hundred messages a second, several times over. */
const MOST_BYTES = 2 * 1_024 ** 3;
const MOST_READ_FAILURES = 3;

/** @throws StoreRefused when the folder cannot be written: better said at the start than in an outage */
export async function openSpool(deps: SpoolDeps): Promise<Spool> {
  const { slot, spoolFolder } = await takeWritableSlot(deps.dataDir);
  const { folder } = slot;
  const mostBytes = deps.mostBytes ?? MOST_BYTES;
  /** Complete segments, oldest first, with the one that is being taken in. */
  let segments: Ended[] = [];
  let reading: (Segment & { readonly left: Set<Waiting>; readonly poison: Waiting[] }) | undefined;
  let aside = 0;
  let readFailures = 0;
  let closed = false;
  /** Asked to be written, and not yet counted by the writer. */
  let onTheWay = 0;
  const writer = segmentWriter({ folder, key: deps.key, now: deps.now ?? Date.now }, (ended) =>
    segments.push(ended),
  );

  const size = (): SpoolSize => {
    const taken = reading ? reading.waiting.length - reading.left.size : 0;
    const written = writer.size();
    const sum = (of: 'records' | 'bytes') =>
      segments.reduce((all, segment) => all + segment[of], written[of]);
    return { records: Math.max(0, sum('records') - taken), bytes: sum('bytes'), aside };
  };

  function adopt(): void {
    adoptLeftovers(spoolFolder, slot);
    const known = new Set(segments.map(({ id }) => id));
    const found = segmentsIn(folder).filter(({ id }) => !known.has(id) && !writer.isWriting(id));
    const counted = found.map((file) => ({ ...file, records: countLines(join(folder, file.file)) }));
    // The one that is being taken in stays the first.
    const first = reading ? segments.slice(0, 1) : [];
    const others = [...segments.slice(first.length), ...counted];
    segments = [...first, ...others.sort((a, b) => (a.id < b.id ? -1 : 1))];
  }

  async function readNext(): Promise<typeof reading> {
    if (segments.length === 0) await writer.end();
    const [segment] = segments;
    if (!segment) return undefined;
    const content = await readFile(join(folder, segment.file)).catch((error: unknown) =>
      skipUnreadable(segment, error),
    );
    const read = readSegment(deps.key, segment.id, content);
    const lost = read.damaged.length;
    aside += lost;
    if (lost > 0)
      deps.log.warn(
        { count: lost },
        read.torn && lost === 1
          ? 'the last line of a spool file was cut off, as a crash does; it is kept aside'
          : 'lines of a spool file are damaged; they are kept aside in a .damaged file beside it',
      );
    readFailures = 0;
    reading = { ...read, left: new Set(read.waiting), poison: [] };
    return reading;
  }

  /** One file that the disk no longer gives back must not hold up the others. */
  async function skipUnreadable(segment: Ended, error: unknown): Promise<never> {
    readFailures += 1;
    if (readFailures >= MOST_READ_FAILURES) {
      readFailures = 0;
      segments = segments.slice(1);
      aside += segment.records;
      await rename(join(folder, segment.file), join(folder, `${segment.id}.damaged`)).catch(() => undefined);
      deps.log.warn(
        { ...faultOf(error), count: segment.records },
        'a spool file cannot be read; it is kept aside as .damaged',
      );
    }
    throw error;
  }

  /** Removes the segment that was read, once nothing of it is left. */
  async function removeRead(): Promise<void> {
    const [segment] = segments;
    if (!segment || !reading || reading.left.size > 0) return;
    const kept = [...reading.damaged, ...reading.poison.map(({ line }) => line)];
    if (kept.length > 0) await writeAside(folder, segment.id, kept);
    await unlink(join(folder, segment.file));
    segments = segments.slice(1);
    reading = undefined;
  }

  async function takeOut(what: readonly Waiting[]): Promise<void> {
    for (const one of what) reading?.left.delete(one);
    await removeRead();
  }

  adopt();
  return {
    append: async (events) => {
      // The slot may be another process's by now.
      if (closed) throw new Error('the spool is closed');
      const texts = events.map((event) => JSON.stringify(event));
      const bytes = texts.reduce((sum, text) => sum + lineBytes(text), 0);
      if (size().bytes + onTheWay + bytes > mostBytes) throw new SpoolFull('The spool is full.');
      onTheWay += bytes;
      try {
        await writer.append(texts);
      } finally {
        onTheWay -= bytes;
      }
    },
    oldest: async (most) => {
      // A segment may turn out to hold nothing that can be read. Each round takes one away.
      for (let rounds = segments.length + 1; rounds > 0; rounds -= 1) {
        const read = reading ?? (await readNext());
        if (!read) return [];
        if (read.left.size > 0) return [...read.left].slice(0, most);
        await removeRead();
      }
      return [];
    },
    done: takeOut,
    setAside: async (poison) => {
      reading?.poison.push(...poison);
      aside += poison.length;
      await takeOut(poison);
    },
    isEmpty: () => segments.length === 0 && writer.isIdle(),
    adopt,
    size,
    check: () => tryWriting(folder),
    close: async () => {
      closed = true;
      await writer.end();
      slot.release();
    },
  };
}
