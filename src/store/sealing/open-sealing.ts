import type { Clock } from '../../clock';
import { collection, type Collection } from '../collection';
import type { CollectionSpec, Documents } from '../documents';
import { type KeyRing, keyRing } from './key-ring';
import {
  derive,
  keySpecs,
  keysSpec,
  mastersOf,
  type SealedCollectionDoc,
  sealedCollectionsSpec,
} from './keys';
import { checkMasters, openRoot } from './root-secret';
import { type Sealing, sealingOf } from './seal-fields';
import { lookWhatIsThere } from './seal-what-is-there';
import { WORDS } from './words';

export type SealingSettings = {
  readonly masterKey: Buffer;
  /** The key before the last change, while keys may still be wrapped by it. */
  readonly previousMasterKey: Buffer | undefined;
};

export type SealingDeps = {
  readonly clock: Clock;
  readonly log?: { info(fields: object, message: string): void };
};

/** All that sealing and opening documents takes. */
export type OpenSealing = {
  readonly documents: Documents;
  readonly ring: KeyRing;
  readonly marks: Collection<SealedCollectionDoc>;
  /** What ids, receipt codes and search tokens are made with; stays the same when the master key changes. */
  readonly rootSecret: Buffer;
  readonly tokens: Buffer;
  readonly sealings: ReadonlyMap<string, Sealing>;
  readonly log: SealingDeps['log'];
};

/** What an adapter is told: of the keys, and to search tokens in place of words. */
export const storedSpecs = (specs: readonly CollectionSpec[]): CollectionSpec[] => [
  ...specs.map((spec) =>
    spec.sealed && spec.searched
      ? {
          ...spec,
          searched: (doc: { readonly [WORDS]?: readonly string[] }) => doc[WORDS] ?? [],
          searchedIn: [WORDS],
        }
      : spec,
  ),
  ...keySpecs,
];

/** @param documents opened with `storedSpecs`. @throws StoreRefused where the master key does not fit the data */
export async function openSealing(
  documents: Documents,
  deps: SealingDeps,
  settings: SealingSettings,
  specs: readonly CollectionSpec[],
): Promise<OpenSealing> {
  const sealings = new Map<string, Sealing>();
  for (const spec of specs) {
    const sealing = sealingOf(spec);
    if (sealing) sealings.set(spec.name, sealing);
  }
  const keys = collection(documents, keysSpec);
  const masters = mastersOf(settings.masterKey, settings.previousMasterKey);
  const bare = settings.previousMasterKey ?? settings.masterKey;
  const rootSecret = await openRoot(keys, masters, bare, () =>
    lookWhatIsThere(documents, [...sealings.values()]),
  );
  await checkMasters(keys, masters);
  return {
    documents,
    ring: keyRing({ clock: deps.clock, keys }, masters),
    marks: collection(documents, sealedCollectionsSpec),
    rootSecret,
    tokens: derive(rootSecret, 'search-tokens'),
    sealings,
    log: deps.log,
  };
}
