import { join } from 'node:path';
import { makeDataDir } from '../store/make-data-dir';
import { StoreRefused } from '../store/store-refused';
import { tryWriting } from './files';
import { takeSlot, type Slot } from './slots';

/** A slot of our own under the data folder, known to take what is written. @throws StoreRefused */
export async function takeWritableSlot(
  dataDir: string,
): Promise<{ readonly slot: Slot; readonly spoolFolder: string }> {
  makeDataDir(dataDir);
  const spoolFolder = join(dataDir, 'spool');
  let slot: Slot | undefined;
  try {
    slot = takeSlot(spoolFolder);
    await tryWriting(slot.folder);
    return { slot, spoolFolder };
  } catch (error) {
    slot?.release();
    const code = (error as NodeJS.ErrnoException).code ?? 'no free slot';
    throw new StoreRefused(
      `${spoolFolder} cannot be written (${code}): events are kept there while the database is away; make it writable for this account and free some space.`,
    );
  }
}
