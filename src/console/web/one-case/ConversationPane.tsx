import { useRef } from 'react';
import type { CaseView } from '../../contract';
import { Composer } from './Composer';
import { Conversation } from './Conversation';

/** The conversation, and below it where to answer. */
export function ConversationPane({ view }: { readonly view: CaseView }) {
  const toNewest = useRef<() => void>(() => undefined);
  return (
    <div className="conversation-pane">
      <Conversation caseId={view.id} citizen={view.citizen} toNewest={toNewest} />
      <Composer view={view} onSent={() => toNewest.current()} />
    </div>
  );
}
