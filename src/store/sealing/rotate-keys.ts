import type { Collection } from '../collection';
import type { Query } from '../documents';
import { type KeyDoc, type Masters, rewrap, ROOT } from './keys';

const PAGE = 200;
/** More pages than there are keys: a rotation that gets nowhere ends. */
const MOST_PAGES = 100_000;
const MOST_TRIES_AT_ONE_PAGE = 10;

export type KeyCounts = {
  /** Under the present master key. */
  readonly present: number;
  /** Under the one before. */
  readonly previous: number;
  /** Under neither. */
  readonly strange: number;
};

export async function countKeys(keys: Collection<KeyDoc>, masters: Masters): Promise<KeyCounts> {
  const counts = await keys.groupCount('masterId', {});
  // Keys that were destroyed are under none.
  const all = [...counts].reduce((sum, [masterId, count]) => sum + (masterId === null ? 0 : count), 0);
  const present = counts.get(masters.present.id) ?? 0;
  const previous = (masters.previous && counts.get(masters.previous.id)) ?? 0;
  return { present, previous, strange: all - present - previous };
}

/**
 * Wraps every key of the previous master key by the present one. The keys themselves stay, so nothing else has to be
 * written, and servers that know both master keys go on. Each page is durable by itself: killed anywhere, it goes on
 * with what is left. The root comes last: until all is done, the data opens with both master keys only.
 */
export async function rotateKeys(
  keys: Collection<KeyDoc>,
  masters: Masters,
  progress: (counts: KeyCounts) => void,
  page = PAGE,
): Promise<void> {
  const { previous } = masters;
  if (!previous) throw new Error('there is no previous master key to take keys from');
  const query: Query = { where: { masterId: previous.id }, sort: [], limit: page };
  for (let pages = 0, stuck = 0; pages < MOST_PAGES && stuck < MOST_TRIES_AT_ONE_PAGE; pages += 1) {
    const found = await keys.find(query);
    if (found.length === 0) return;
    const others = found.filter(({ doc }) => doc.id !== ROOT);
    const wrapped = await Promise.all(
      (others.length > 0 ? others : found).map(({ doc, version }) =>
        // Not where somebody destroyed it meanwhile.
        keys.replace(rewrap(masters, doc), { version }),
      ),
    );
    stuck = wrapped.includes(true) ? 0 : stuck + 1;
    progress(await countKeys(keys, masters));
  }
  throw new Error('the keys kept changing while they were wrapped: start it again');
}
