/** What an officer has typed but not sent, kept in the tab's own storage until it is sent or they sign out. */
export type DraftPlace = {
  readonly officer: string;
  readonly caseId: string;
  readonly type: 'reply' | 'note' | 'close' | 'reopen' | 'confirm-withdrawal' | 'decline-withdrawal';
};

const prefix = 'tiep-nhan:';

export function readDraft(storage: Storage, place: DraftPlace): string {
  return storage.getItem(keyOf(place)) ?? '';
}

/** A full or forbidden storage loses only the safety net: the text is still on the page. */
export function keepDraft(storage: Storage, place: DraftPlace, text: string): void {
  try {
    if (text === '') storage.removeItem(keyOf(place));
    else storage.setItem(keyOf(place), text);
  } catch {
    return;
  }
}

/** Forgets drafts and intents of everyone: the next person at this screen has no business with them. */
export function clearDrafts(storage: Storage): void {
  const keys = Array.from({ length: storage.length }, (_, index) => storage.key(index));
  for (const key of keys) if (key?.startsWith(prefix) === true) storage.removeItem(key);
}

function keyOf({ officer, caseId, type }: DraftPlace): string {
  return `${prefix}draft:${officer}:${caseId}:${type}`;
}
