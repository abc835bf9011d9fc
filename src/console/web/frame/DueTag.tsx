import { Tag } from 'antd';
import type { CaseRow } from '../../contract';
import { sayDue } from '../wording/say-due';
import { useNow } from './use-now';

/** The next thing that is owed in a case: red when it is late, orange on its last day. */
export function DueTag({ row }: { readonly row: Pick<CaseRow, 'firstReplyDue' | 'noticeDue'> }) {
  const said = sayDue(row, useNow());
  if (said === undefined) return null;
  return (
    <Tag
      color={said.urgency === 'late' ? 'red' : said.urgency === 'today' ? 'orange' : undefined}
      variant="filled"
    >
      {said.text}
    </Tag>
  );
}
