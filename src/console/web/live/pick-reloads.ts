import type { LiveNotice } from '../../contract';
import { keys } from '../server/keys';

export type Reloads = {
  readonly keys: readonly (readonly unknown[])[];
  readonly opened: readonly { readonly id: string; readonly code: string }[];
};

/** What to load again after these notices, each thing once; and which cases are new. */
export function pickReloads(notices: readonly LiveNotice[]): Reloads {
  const changed = new Set<string>();
  const opened = new Map<string, string>();
  let lists = false;
  for (const notice of notices) {
    switch (notice.type) {
      case 'case-opened':
        opened.set(notice.caseId, notice.code);
        lists = true;
        break;
      case 'case-changed':
        changed.add(notice.caseId);
        lists = true;
        break;
      case 'conversation-changed':
        for (const id of notice.caseIds) changed.add(id);
        break;
    }
  }
  return {
    keys: [
      ...(lists ? [keys.lists, keys.counts] : []),
      ...[...changed].flatMap((id) => [keys.case(id), keys.transcript(id)]),
    ],
    opened: [...opened].map(([id, code]) => ({ id, code })),
  };
}
