import { Tag } from 'antd';
import type { CaseRow } from '../../contract';
import { wantsLabels } from '../wording/labels';

const colors = { withdrawal: 'purple', 'second-look': 'magenta' } as const;

/** What the citizen wants an officer to decide, or to look at once more. */
export function WantsTag({ wants }: { readonly wants: NonNullable<CaseRow['wants']> }) {
  return (
    <Tag color={colors[wants]} variant="filled">
      {wantsLabels[wants]}
    </Tag>
  );
}
