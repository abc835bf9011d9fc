import { Tag } from 'antd';
import type { CaseRow } from '../../contract';

const words = {
  withdrawal: { text: 'Đề nghị rút', color: 'purple' },
  'second-look': { text: 'Báo chưa xong', color: 'magenta' },
} as const;

/** What the citizen wants an officer to decide, or to look at once more. */
export function WantsTag({ wants }: { readonly wants: NonNullable<CaseRow['wants']> }) {
  const { text, color } = words[wants];
  return (
    <Tag color={color} variant="filled">
      {text}
    </Tag>
  );
}
