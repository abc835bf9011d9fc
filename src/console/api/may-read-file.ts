import type { Case, Officer } from '../../cases/case';
import { isExcluded, may } from '../../cases/may';
import type { FileRecord } from './deps';
import { shownFiles } from './show-case';

/** All cases of the conversation that a file came in, and those of them that the reader may see. */
export type CasesAround = { readonly all: readonly Case[]; readonly seen: readonly Case[] };

/**
 * A file belongs to a tố cáo when it was sent within one, or sent before and then taken into one.
 */
export const isOfDenunciation = (record: FileRecord, { all }: Pick<CasesAround, 'all'>): boolean =>
  record.confidential || all.some((doc) => doc.kind === 'to-cao' && holds(doc, record));

/** A file follows the cases that hold it; one that no case holds follows the conversation, as its words do. */
export function mayReadFile(reader: Officer, record: FileRecord, cases: CasesAround): boolean {
  const confidential = isOfDenunciation(record, cases);
  // Its words belong to no case by name; where one goes round the reader, so does all that was said in secret.
  const barred = confidential && cases.all.some((doc) => isExcluded(reader, doc));
  const isHeld = cases.all.some((doc) => holds(doc, record));
  return cases.seen.some((doc) => {
    if (confidential && doc.kind !== 'to-cao') return false;
    const named = may(reader, 'see-identity', doc);
    if (record.identity && !named) return false;
    return isHeld ? shownFiles(doc, named).some(({ id }) => id === record.id) : !barred;
  });
}

const holds = (doc: Case, { id }: FileRecord): boolean => doc.files.some((file) => file.id === id);
