import { type Kind, type Officer, kinds } from '../../cases/case';
import { may, mayOfKind } from '../../cases/may';
import { findReceiptCode } from '../../cases/receipt-code';
import { foldWords } from '../../language/fold';
import { parsePhone } from '../../language/parse-phone';
import { phoneWord } from '../../store/cases';
import type { Where } from '../../store/documents';
import type { CasePage, CaseQuery } from '../contract';
import type { ConsoleDeps } from './deps';
import { showRow } from './show-case';

const pageSize = 50;

/** A page of the list. No filter tells a reader more of a case than its row would. */
export async function findCases(
  { cases, calendar }: Pick<ConsoleDeps, 'cases' | 'calendar'>,
  reader: Officer,
  query: CaseQuery,
): Promise<CasePage> {
  const listed = kinds.filter((kind) => mayOfKind(reader.role, 'list', kind));
  const code = query.q ? findReceiptCode(query.q) : undefined;
  const phone = query.q && !code ? wholePhone(query.q) : undefined;
  const words = phone ? [phoneWord(phone)] : query.q && !code ? foldWords(query.q) : [];
  const searched = filteredKinds(reader, listed, query, words.length > 0).filter(
    (kind) => !phone || mayOfKind(reader.role, 'see-identity', kind),
  );

  const unheard = query.q !== undefined && query.q !== '' && !code && words.length === 0;

  const counts = await countsFor(cases, reader, listed);
  const found =
    searched.length === 0 || unheard || isImpossible(query)
      ? []
      : await findFor(cases, reader, {
          where: {
            ...ofKinds(searched),
            ...(code && { code }),
            ...(query.status && { status: query.status === 'open' ? { in: open } : query.status }),
            ...(query.assignee && { assigneeId: query.assignee === 'me' ? reader.id : null }),
            ...(query.waiting && { waiting: true }),
            ...(query.wants && wanting[query.wants]),
          },
          sort: ['-updatedAt'],
          limit: pageSize,
          ...(query.cursor && { after: query.cursor }),
          ...(words.length > 0 && { words }),
        });
  const last = found.length === pageSize ? found.at(-1) : undefined;
  const urgent = query.cursor || searched.length === 0 ? [] : await findUrgent(cases, searched, reader);
  const isAbove = new Set(urgent.map(({ doc }) => doc.id));
  const rest = found.filter(({ doc }) => !isAbove.has(doc.id));
  return {
    cases: [...urgent, ...rest].map(({ doc }) => showRow(reader, doc, calendar())),
    ...(last && { cursor: last.cursor }),
    counts: {
      moi: counts.get('moi') ?? 0,
      'dang-xu-ly': counts.get('dang-xu-ly') ?? 0,
      'da-tra-loi': counts.get('da-tra-loi') ?? 0,
      dong: counts.get('dong') ?? 0,
    },
  };
}

/** As `wants` of a row says it. */
const wanting: Readonly<Record<NonNullable<CaseQuery['wants']>, Where>> = {
  withdrawal: { withdrawal: 'asked' },
  'second-look': { disputed: true, status: 'dang-xu-ly' },
};

/** A case waits for a second look in one status alone. */
const isImpossible = ({ wants, status = 'open' }: CaseQuery): boolean =>
  wants === 'second-look' && status !== 'open' && status !== 'dang-xu-ly';

const MOST_URGENT = 20;

/** What cannot wait stands above everything, whatever the filters, for those who may read it. */
async function findUrgent(cases: Cases, among: readonly Kind[], reader: Officer): Promise<Found> {
  const kinds = among.filter((kind) => mayOfKind(reader.role, 'see', kind));
  const where = { urgent: true, kind: { in: kinds } };
  const found = await cases.find({ where, sort: ['-updatedAt'], limit: MOST_URGENT });
  return found.filter(({ doc }) => may(reader, 'list', doc));
}

type Cases = ConsoleDeps['cases'];
type Found = Awaited<ReturnType<Cases['find']>>;

/** A full page even where cases are left out that go round the reader: a short one would tell of them. */
async function findFor(cases: Cases, reader: Officer, query: Parameters<Cases['find']>[0]): Promise<Found> {
  const kept: Found = [];
  let { after } = query;
  for (;;) {
    const page = await cases.find({ ...query, ...(after && { after }) });
    kept.push(...page.filter(({ doc }) => may(reader, 'list', doc)));
    after = page.at(-1)?.cursor;
    if (page.length < pageSize || kept.length >= pageSize) return kept.slice(0, pageSize);
  }
}

/** What goes round the reader is not counted either. Such cases are few, so they are looked at one by one. */
async function countsFor(
  cases: Cases,
  reader: Officer,
  listed: readonly Kind[],
): Promise<ReadonlyMap<unknown, number>> {
  const counts = new Map<unknown, number>(await cases.groupCount('status', ofKinds(listed)));
  for (let after: string | undefined; ;) {
    const page = await cases.find({
      where: { restricted: true },
      sort: ['-updatedAt'],
      limit: restrictedAtOnce,
      ...(after && { after }),
    });
    for (const { doc } of page) {
      if (listed.includes(doc.kind) && !may(reader, 'list', doc))
        counts.set(doc.status, (counts.get(doc.status) ?? 0) - 1);
    }
    after = page.at(-1)?.cursor;
    if (page.length < restrictedAtOnce) return counts;
  }
}

const restrictedAtOnce = 200;

const open = ['moi', 'dang-xu-ly', 'da-tra-loi'];

/**
 * The kinds to look among. A case of which the reader knows the code alone must not answer to its content: it is found
 * by status and by code, and by words only where its code is all that is searched.
 */
function filteredKinds(reader: Officer, listed: readonly Kind[], query: CaseQuery, byWords: boolean): Kind[] {
  const seen = (kind: Kind): boolean => mayOfKind(reader.role, 'see', kind);
  const { kind: asked, assignee, waiting, wants } = query;
  const byContent = [asked, assignee, waiting, wants].some((filter) => filter !== undefined);
  return listed.filter((kind) => {
    if (query.kind && kind !== query.kind) return false;
    return seen(kind) || (!byContent && (!byWords || kind === 'to-cao'));
  });
}

/** The number, where the whole query is one: it tells who the citizen is, so it is searched as such. */
function wholePhone(query: string): string | undefined {
  const parsed = /\p{L}/u.test(query) ? undefined : parsePhone(query);
  return parsed?.type === 'phone' ? parsed.e164 : undefined;
}

const ofKinds = (some: readonly Kind[]): Where =>
  some.length === kinds.length ? {} : { kind: { in: some } };
