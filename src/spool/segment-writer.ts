import { randomBytes } from 'node:crypto';
import { open, unlink, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { sealLine } from './seal-line';
import { syncFolder, type SegmentFile } from './slots';

type Append = {
  readonly texts: readonly string[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
};

/** The segment that is being written. */
type Open = {
  readonly id: string;
  readonly file: string;
  readonly handle: FileHandle;
  bytes: number;
  records: number;
};
/** A segment that nobody writes to any more. */
export type Ended = SegmentFile & { readonly records: number };

export type SegmentWriter = {
  /** Resolves when the records are on the disk. All that is asked for meanwhile shares the next write. */
  readonly append: (texts: readonly string[]) => Promise<void>;
  /** Ends the segment after all that was asked for so far; the next append begins another. */
  readonly end: () => Promise<void>;
  /** Nothing is written, or asked to be. */
  readonly isIdle: () => boolean;
  readonly isWriting: (id: string) => boolean;
  /** What stands in the segment that is being written. */
  readonly size: () => { readonly records: number; readonly bytes: number };
};

/** A segment is read as a whole, and gone over again as a whole after a crash. */
const SEGMENT_BYTES = 4 * 1_048_576;

/** Writes segments into a folder, one after the other. @param ended hears of each one that is complete. */
export function segmentWriter(
  deps: { readonly folder: string; readonly key: Buffer; readonly now: () => number },
  ended: (segment: Ended) => void,
): SegmentWriter {
  let current: Open | undefined;
  let asked: Append[] = [];
  /** How many appends have neither been written nor failed. */
  let pending = 0;
  let lastName = 0;
  /** Writes and ends come one after the other. */
  let tail: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => (tail = tail.then(work));

  async function begin(): Promise<Open> {
    lastName = Math.max(deps.now(), lastName + 1);
    const id = `${String(lastName).padStart(15, '0')}-${randomBytes(8).toString('hex')}`;
    const file = `${id}.spool`;
    const handle = await open(join(deps.folder, file), 'ax', 0o600);
    return { id, file, handle, bytes: 0, records: 0 };
  }

  async function write(): Promise<void> {
    const batch = asked;
    asked = [];
    try {
      await writeLines(batch.flatMap(({ texts }) => texts));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    } finally {
      pending -= batch.length;
    }
  }

  async function writeLines(texts: readonly string[]): Promise<void> {
    const segment = (current ??= await begin());
    const lines = texts.map(
      (text, at) => `${sealLine(deps.key, { segment: segment.id, number: segment.records + at }, text)}\n`,
    );
    const bytes = Buffer.from(lines.join(''), 'latin1');
    try {
      if (segment.records === 0) syncFolder(deps.folder);
      await segment.handle.appendFile(bytes);
      await segment.handle.datasync();
    } catch (error) {
      await giveUp(segment);
      throw error;
    }
    segment.bytes += bytes.length;
    segment.records += lines.length;
    if (segment.bytes >= SEGMENT_BYTES) await finish();
  }

  /**
   * After a failed write or sync nobody knows what of it is on the disk, so nothing is written behind it. The part that
   * was kept for sure stays.
   */
  async function giveUp(segment: Open): Promise<void> {
    current = undefined;
    await segment.handle.truncate(segment.bytes).catch(() => undefined);
    await segment.handle.close().catch(() => undefined);
    if (segment.records > 0) ended(describe(segment));
    else await unlink(join(deps.folder, segment.file)).catch(() => undefined);
  }

  async function finish(): Promise<void> {
    const segment = current;
    if (!segment || segment.records === 0) return;
    current = undefined;
    ended(describe(segment));
    await segment.handle.close().catch(() => undefined);
  }

  return {
    append: (texts) =>
      new Promise((resolve, reject) => {
        pending += 1;
        if (asked.push({ texts, resolve, reject }) === 1) void inTurn(write);
      }),
    end: () => inTurn(finish),
    isIdle: () => pending === 0 && current === undefined,
    isWriting: (id) => current?.id === id,
    size: () => ({ records: current?.records ?? 0, bytes: current?.bytes ?? 0 }),
  };
}

const describe = ({ id, file, bytes, records }: Open): Ended => ({ id, file, bytes, records });
