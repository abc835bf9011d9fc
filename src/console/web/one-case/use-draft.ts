import { useState } from 'react';
import { useAccount } from '../server/account';
import { keepDraft, readDraft, type DraftPlace } from './draft';

/** Text that survives a reload and an expired sign-in. */
export function useDraft(caseId: string, type: DraftPlace['type']): [string, (text: string) => void] {
  const place = { officer: useAccount().id, caseId, type };
  const [text, setText] = useState(() => readDraft(window.sessionStorage, place));
  return [
    text,
    (changed) => {
      setText(changed);
      keepDraft(window.sessionStorage, place, changed);
    },
  ];
}
