import type { CasePage, CaseRow } from '../../contract';

/** One list of all pages; a case that moved between pages while they were loaded stands once, where it came first. */
export function joinPages(pages: readonly CasePage[]): readonly CaseRow[] {
  const rows = new Map<string, CaseRow>();
  for (const page of pages) {
    for (const row of page.cases) if (!rows.has(row.id)) rows.set(row.id, row);
  }
  return [...rows.values()];
}
