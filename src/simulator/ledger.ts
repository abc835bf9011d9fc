import { applyRecord, emptyState, type State, type StateRecord } from './state';
import { openFileContents, openStateFile, type FileContents } from './state-file';

/** What the chat page and waiting tests hear of: every record, and things that leave no trace. */
export type News =
  | StateRecord
  | { readonly type: 'typing'; readonly psid: string; readonly on: boolean }
  | { readonly type: 'switches' }
  | { readonly type: 'call' };

export type Ledger = {
  readonly state: State;
  readonly contents: FileContents;
  /** Writes to the state file first, then to memory, then tells everyone. */
  readonly write: (record: StateRecord) => void;
  readonly tell: (news: News) => void;
  readonly listen: (listener: (news: News) => void) => () => void;
  readonly close: () => void;
};

export function openLedger(stateFile: string | undefined): Ledger {
  const file = stateFile === undefined ? undefined : openStateFile(stateFile);
  const state = file?.state ?? emptyState();
  const listeners = new Set<(news: News) => void>();
  const tell = (news: News): void => {
    for (const listener of [...listeners]) listener(news);
  };
  return {
    state,
    contents: openFileContents(stateFile),
    write(record) {
      file?.append(record);
      applyRecord(state, record);
      tell(record);
    },
    tell,
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => file?.close(),
  };
}
