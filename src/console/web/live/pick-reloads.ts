import type { LiveNotice } from '../../contract';
import { keys } from '../server/keys';

export type Opened = { readonly id: string; readonly code?: string; readonly urgent?: true };

export type Reloads = {
  readonly keys: readonly (readonly unknown[])[];
  /** Cases to point out: the new ones, and those that suddenly cannot wait. */
  readonly opened: readonly Opened[];
};

/** What to load again after these notices, each thing once; and which cases are new. */
export function pickReloads(notices: readonly LiveNotice[]): Reloads {
  const changed = new Set<string>();
  const opened = new Map<string, Opened>();
  let lists = false;
  for (const notice of notices) {
    switch (notice.type) {
      case 'case-opened':
        opened.set(notice.caseId, {
          id: notice.caseId,
          code: notice.code,
          ...(notice.urgent && { urgent: true }),
        });
        lists = true;
        break;
      case 'case-changed':
        changed.add(notice.caseId);
        lists = true;
        if (notice.urgent)
          opened.set(notice.caseId, { ...opened.get(notice.caseId), id: notice.caseId, urgent: true });
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
    opened: [...opened.values()],
  };
}
