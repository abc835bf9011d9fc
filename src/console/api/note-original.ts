import { applyCaseAction } from '../../cases/apply-action';
import type { Officer } from '../../cases/case';
import { may } from '../../cases/may';
import { changeCase } from '../../store/change-case';
import type { ConsoleDeps, FileRecord } from './deps';
import type { CasesAround } from './may-read-file';
import { noSuchFile } from './problem';

const SAME_LOOK_MS = 60_000;

/**
 * Writes into the history who is about to get a photo as it came, before it is given out: of the case that holds it, or
 * else of one that its reader may see. A download that a browser asks for twice is one look.
 */
export async function noteOriginal(
  { cases, clock, live }: Pick<ConsoleDeps, 'cases' | 'clock' | 'live'>,
  reader: Officer,
  record: FileRecord,
  { seen }: Pick<CasesAround, 'seen'>,
): Promise<void> {
  const open = seen.filter((doc) => may(reader, 'fetch-original', doc));
  const about = open.find(({ files }) => files.some(({ id }) => id === record.id)) ?? open[0];
  if (!about) throw noSuchFile();
  const now = clock.now();
  const { id, name, role, username } = reader;
  const requestId = `original-${record.id}-${id}-${Math.floor(now / SAME_LOOK_MS)}`;
  const action = { type: 'fetch-original', requestId, by: { id, name, role, username } } as const;
  const changed = await changeCase(cases, about.id, requestId, (state) =>
    applyCaseAction(state, action, now),
  );
  if (changed === 'absent' || 'refused' in changed) throw noSuchFile();
  if (changed.changed) live.publish({ type: 'case-changed', caseId: about.id });
}
