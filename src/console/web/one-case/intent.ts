import { z } from 'zod';

/** What an officer wants done. One intent keeps one request id over all tries, so the server does it once. */
export type WantedAction =
  | { readonly type: 'claim' | 'hand-back' | 'show-numbers' }
  | { readonly type: 'mark-paper' | 'unmark-paper' | 'delete-paper'; readonly file: string }
  | { readonly type: 'reply' | 'note'; readonly text: string }
  | { readonly type: 'close' | 'reopen' | 'decline-withdrawal'; readonly reason: string }
  | { readonly type: 'confirm-withdrawal'; readonly paper?: string };

const intent = z.object({ asked: z.string(), requestId: z.string(), at: z.number() });
export type Intent = z.infer<typeof intent>;

/** After that, the same words are taken as meant anew. */
const sameIntentFor = 10 * 60_000;

export type IntentDeps = {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  readonly newRequestId: () => string;
  readonly now: () => number;
};
export type IntentPlace = { readonly officer: string; readonly caseId: string };

/**
 * The intent behind this action: the one kept from a try whose outcome is unknown, or a new one, kept from now on.
 * `last` is what the page itself remembers, for when the storage is full.
 */
export function takeIntent(
  deps: IntentDeps,
  place: IntentPlace,
  action: WantedAction,
  last?: Intent,
): Intent {
  const asked = JSON.stringify(action);
  for (const kept of [last, readIntent(deps, place, action.type)]) {
    if (kept?.asked === asked && deps.now() - kept.at < sameIntentFor) return kept;
  }
  const fresh = { asked, requestId: deps.newRequestId(), at: deps.now() };
  try {
    deps.storage.setItem(keyOf(place, action.type), JSON.stringify(fresh));
  } catch {
    // Only a reload forgets the intent then.
  }
  return fresh;
}

export function readIntent(
  deps: Pick<IntentDeps, 'storage'>,
  place: IntentPlace,
  type: WantedAction['type'],
): Intent | undefined {
  try {
    return intent.safeParse(JSON.parse(deps.storage.getItem(keyOf(place, type)) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

export function forgetIntent(
  deps: Pick<IntentDeps, 'storage'>,
  place: IntentPlace,
  type: WantedAction['type'],
): void {
  deps.storage.removeItem(keyOf(place, type));
}

function keyOf({ officer, caseId }: IntentPlace, type: WantedAction['type']): string {
  return `tiep-nhan:intent:${officer}:${caseId}:${type}`;
}
