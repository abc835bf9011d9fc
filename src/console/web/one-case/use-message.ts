import { useEffect } from 'react';
import type { CaseView } from '../../contract';
import { useAccount } from '../server/account';
import { readIntent } from './intent';
import { useCaseAction } from './use-case-action';
import { useDraft } from './use-draft';

const deps = { storage: window.sessionStorage };

/** A text being written to the citizen or to colleagues: kept until it is known to have gone through. */
export function useMessage(view: CaseView, type: 'reply' | 'note', onSent?: () => void) {
  const [text, setText] = useDraft(view.id, type);
  const { run, error, isPending, settle, reset } = useCaseAction(view.id);
  const place = { officer: useAccount().id, caseId: view.id };

  // A try whose answer got lost may show up in the history all the same: then it needs no second one.
  const arrived = (): boolean => {
    const intent = readIntent(deps, place, type);
    return (
      intent !== undefined &&
      intent.asked === JSON.stringify({ type, text: text.trim() }) &&
      view.history.some((entry) => entry.id === intent.requestId)
    );
  };
  useEffect(() => {
    if (isPending || !arrived()) return;
    settle(type);
    reset();
    setText('');
  }, [view.history, isPending]);

  const send = async (): Promise<void> => {
    const wanted = text.trim();
    if (wanted === '' || !(await run({ type, text: wanted }))) return;
    setText('');
    onSent?.();
  };
  return { text, setText, send, error, isPending };
}
