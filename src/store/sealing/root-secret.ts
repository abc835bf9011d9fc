import { randomBytes } from 'node:crypto';
import type { Collection } from '../collection';
import { StoreRefused } from '../store-refused';
import { type KeyDoc, type Masters, ROOT, rootDoc, unwrap } from './keys';
import { keyIdOf } from './seal';

/** What the store holds when it is opened. */
export type Found = 'nothing' | 'plain' | 'sealed';

/**
 * The secret that ids, receipt codes and search tokens are made with. It is wrapped like any other key, so that it
 * stays the same when the master key changes.
 * @param found Data from before there was any sealing has ids that were made with the master key itself (`bare`):
 *   that key becomes its root, so that every citizen stays who he is.
 * @throws StoreRefused where the data was made with another master key, or its keys are gone
 */
export async function openRoot(
  keys: Collection<KeyDoc>,
  masters: Masters,
  bare: Buffer,
  found: () => Promise<Found>,
): Promise<Buffer> {
  if (!(await keys.get(ROOT))) {
    const what = await found();
    if (what === 'sealed') throw new StoreRefused(KEYS_GONE);
    await keys.insertIfAbsent([rootDoc(masters, what === 'plain' ? bare : randomBytes(32))]);
  }
  // What is there, for another process may have been first.
  return readRoot(keys, masters);
}

/** @throws StoreRefused */
export async function readRoot(keys: Collection<KeyDoc>, masters: Masters): Promise<Buffer> {
  const stored = await keys.get(ROOT);
  if (!stored) throw new StoreRefused(KEYS_GONE);
  return open(stored.doc, masters);
}

function open(root: KeyDoc, masters: Masters): Buffer {
  const masterId = keyIdOf(root.wrapped);
  if (masterId !== masters.present.id && masterId !== masters.previous?.id) throw new StoreRefused(OTHER_KEY);
  let secret: Buffer | undefined;
  try {
    secret = unwrap(masters, root);
  } catch {
    throw new StoreRefused(DAMAGED);
  }
  if (!secret) throw new StoreRefused(DAMAGED);
  return secret;
}

/** No key may be left behind under a master key that was taken away too early. @throws StoreRefused */
export async function checkMasters(keys: Collection<KeyDoc>, masters: Masters): Promise<void> {
  const counts = await keys.groupCount('masterId', {});
  let strange = 0;
  for (const [masterId, count] of counts)
    if (masterId !== null && masterId !== masters.present.id && masterId !== masters.previous?.id)
      strange += count;
  if (strange === 0) return;
  throw new StoreRefused(
    `${strange} keys of the data are still wrapped by an earlier master key: set MASTER_KEY_PREVIOUS to that key and run: npm run rotate-key`,
  );
}

const OTHER_KEY =
  'The data was made with another master key than MASTER_KEY (in the trial mode: the one in trial-secrets.json): ' +
  'set MASTER_KEY to the key that the data was made with, or, if you are changing it, set MASTER_KEY_PREVIOUS to that key and run: npm run rotate-key';
const KEYS_GONE =
  'The data is sealed, but its keys are gone: put back the newest backup of the keys (keys.sqlite in the data folder; in MongoDB the collections keys and sealed-collections).';
const DAMAGED =
  'The keys of the data are damaged: put back their newest backup (keys.sqlite in the data folder; in MongoDB the collection keys).';
