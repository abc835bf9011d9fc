import type { mongo } from 'mongoose';
import { StoreRefused } from '../store-refused';

/** Raised when rows change in a way that an older program cannot read. */
const formatVersion = 1;

type Format = { readonly _id: 'format'; readonly version: number };

/** The collection where the database says of itself how it is laid out. */
export const metaName = 'meta';

/** Marks the database as ours, and proves that it can be written. @throws StoreRefused */
export async function checkFormat(database: mongo.Db, name: string): Promise<void> {
  const meta = database.collection<Format>(metaName);
  const others = await database.listCollections({ name: { $ne: metaName } }, { nameOnly: true }).hasNext();
  // Read last: of several processes that start at once another one may just have made them, after marking them.
  const format = await meta.findOne({ _id: 'format' });
  if (!format && others)
    throw new StoreRefused(
      `The database "${name}" belongs to another program: name another one in MONGODB_URL.`,
    );
  if (format && format.version > formatVersion)
    throw new StoreRefused(
      `The database "${name}" was written by a newer version of this program (data version ${format.version}, this program knows ${formatVersion}): start the newer version, or put back a backup from before the upgrade.`,
    );
  await meta.updateOne({ _id: 'format' }, { $set: { version: formatVersion } }, { upsert: true });
}
