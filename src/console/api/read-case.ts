import type { Officer } from '../../cases/case';
import { may } from '../../cases/may';
import type { CaseDoc } from '../../store/cases';
import type { ConsoleDeps } from './deps';
import { noSuchCase } from './problem';

/** The case, if this reader may see it; otherwise it is as if it did not exist. */
export async function readCase(
  { cases }: Pick<ConsoleDeps, 'cases'>,
  reader: Officer,
  id: string,
): Promise<CaseDoc> {
  const stored = await cases.get(id);
  if (!stored || !may(reader, 'see', stored.doc)) throw noSuchCase();
  return stored.doc;
}

/** The cases of one conversation that this reader may see. */
export async function readCasesOf(
  { cases }: Pick<ConsoleDeps, 'cases'>,
  reader: Officer,
  conversationId: string,
): Promise<{ readonly all: readonly CaseDoc[]; readonly seen: readonly CaseDoc[] }> {
  const mostCases = 1000;
  const found = await cases.find({ where: { conversationId }, sort: [], limit: mostCases });
  const all = found.map(({ doc }) => doc);
  return { all, seen: all.filter((doc) => may(reader, 'see', doc)) };
}
