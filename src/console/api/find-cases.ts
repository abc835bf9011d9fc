import { type Kind, type Officer, kinds } from '../../cases/case';
import { mayOfKind } from '../../cases/may';
import { findReceiptCode } from '../../cases/receipt-code';
import { foldWords } from '../../language/fold';
import type { Where } from '../../store/documents';
import type { CasePage, CaseQuery } from '../contract';
import type { ConsoleDeps } from './deps';
import { showRow } from './show-case';

const pageSize = 50;

/** A page of the list. No filter tells a reader more of a case than its row would. */
export async function findCases(
  { cases }: Pick<ConsoleDeps, 'cases'>,
  reader: Officer,
  query: CaseQuery,
): Promise<CasePage> {
  const listed = kinds.filter((kind) => mayOfKind(reader.role, 'list', kind));
  const code = query.q ? findReceiptCode(query.q) : undefined;
  const words = query.q && !code ? foldWords(query.q) : [];
  const searched = filteredKinds(reader, listed, query, words.length > 0);

  const unheard = query.q !== undefined && query.q !== '' && !code && words.length === 0;

  const counts = await cases.groupCount('status', ofKinds(listed));
  const found =
    searched.length === 0 || unheard
      ? []
      : await cases.find({
          where: {
            ...ofKinds(searched),
            ...(code && { code }),
            ...(query.status && { status: query.status === 'open' ? { in: open } : query.status }),
            ...(query.assignee && { assigneeId: query.assignee === 'me' ? reader.id : null }),
            ...(query.waiting && { waiting: true }),
          },
          sort: ['-updatedAt'],
          limit: pageSize,
          ...(query.cursor && { after: query.cursor }),
          ...(words.length > 0 && { words }),
        });
  const last = found.length === pageSize ? found.at(-1) : undefined;
  return {
    cases: found.map(({ doc }) => showRow(reader, doc)),
    ...(last && { cursor: last.cursor }),
    counts: {
      moi: counts.get('moi') ?? 0,
      'dang-xu-ly': counts.get('dang-xu-ly') ?? 0,
      'da-tra-loi': counts.get('da-tra-loi') ?? 0,
      dong: counts.get('dong') ?? 0,
    },
  };
}

const open = ['moi', 'dang-xu-ly', 'da-tra-loi'];

/**
 * The kinds to look among. A case of which the reader knows the code alone must not answer to its content: it is found
 * by status and by code, and by words only where its code is all that is searched.
 */
function filteredKinds(reader: Officer, listed: readonly Kind[], query: CaseQuery, byWords: boolean): Kind[] {
  const seen = (kind: Kind): boolean => mayOfKind(reader.role, 'see', kind);
  const byContent = query.kind !== undefined || query.assignee !== undefined || query.waiting !== undefined;
  return listed.filter((kind) => {
    if (query.kind && kind !== query.kind) return false;
    return seen(kind) || (!byContent && (!byWords || kind === 'to-cao'));
  });
}

const ofKinds = (some: readonly Kind[]): Where =>
  some.length === kinds.length ? {} : { kind: { in: some } };
