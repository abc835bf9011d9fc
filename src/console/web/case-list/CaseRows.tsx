import type { CaseRow } from '../../contract';
import { formatAddress, type Filters } from '../address/address';
import { LockedRow } from './LockedRow';
import { OpenRow } from './OpenRow';

type Props = {
  readonly rows: readonly CaseRow[];
  readonly filters: Filters;
  /** Rows of the filters before, while the new ones load. */
  readonly stale: boolean;
};

export function CaseRows({ rows, filters, stale }: Props) {
  return (
    <ul className="case-rows" aria-label="Danh sách hồ sơ" aria-busy={stale}>
      {rows.map((row) => (
        <li key={row.id} data-case-code={row.code}>
          {row.readable ? (
            <OpenRow row={row} href={formatAddress({ page: 'case', id: row.id, filters })} />
          ) : (
            <LockedRow row={row} />
          )}
        </li>
      ))}
    </ul>
  );
}
