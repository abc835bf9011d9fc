import { accountsSpec } from './accounts';
import { casesSpec } from './cases';
import { catchUpsSpec } from './catch-ups';
import { collection, type Collection, type SpecOf } from './collection';
import { commentInvitationsSpec } from './comment-invitations';
import { conversationsSpec } from './conversations';
import type { CollectionSpec, Doc, Documents } from './documents';
import { dataRequestsSpec } from './data-requests';
import { eventsSpec } from './events';
import { filesSpec } from './files';
import { flowDraftsSpec, flowExportsSpec, flowReleasesSpec, flowsSpec } from './flows';
import { messagesSpec } from './messages';
import { pageWatchSpec } from './page-watch';
import { signInDelaysSpec, signInsSpec } from './sign-ins';
import { timersSpec } from './timers';

const specs = {
  events: eventsSpec,
  conversations: conversationsSpec,
  messages: messagesSpec,
  cases: casesSpec,
  files: filesSpec,
  timers: timersSpec,
  commentInvitations: commentInvitationsSpec,
  catchUps: catchUpsSpec,
  flows: flowsSpec,
  flowReleases: flowReleasesSpec,
  flowDrafts: flowDraftsSpec,
  flowExports: flowExportsSpec,
  accounts: accountsSpec,
  signIns: signInsSpec,
  signInDelays: signInDelaysSpec,
  dataRequests: dataRequestsSpec,
  pageWatch: pageWatchSpec,
} as const;

/** What each of them declares of itself. */
export const allSpecs: readonly CollectionSpec[] = Object.values(specs);

type DocOf<S> = S extends SpecOf<infer T> ? T : never;
export type Collections = { readonly [K in keyof typeof specs]: Collection<DocOf<(typeof specs)[K]>> };

/** Every collection there is, ready for use. @throws StoreRefused */
export async function openCollections(documents: Documents): Promise<Collections> {
  // The adapter calls `searched` with documents of the collection that declares it, and with no others.
  await documents.open(allSpecs);
  const entries = Object.entries(specs).map(([name, spec]) => [
    name,
    collection(documents, spec as SpecOf<Doc>),
  ]);
  return Object.fromEntries(entries) as Collections;
}
