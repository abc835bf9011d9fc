import type { Collection } from '../store/collection';
import { nothingKnown, type PageWatchDoc } from '../store/page-watch';

/** @returns what writes down, for all processes, when this one last took in a webhook; the latest of them stands */
export function noteHeard(
  { pageWatch }: { readonly pageWatch: Collection<PageWatchDoc> },
  lastHeard: () => number,
): () => Promise<void> {
  let noted = 0;
  return async () => {
    const heardAt = lastHeard();
    if (heardAt <= noted) return;
    await pageWatch.update(nothingKnown.id, { heardAt }, { heardAt: { lt: heardAt } });
    noted = heardAt;
  };
}
