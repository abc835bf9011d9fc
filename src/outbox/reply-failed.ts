import { applyCaseAction } from '../cases/apply-action';
import type { Clock } from '../clock';
import type { LiveNotice } from '../console/contract';
import type { CaseDoc } from '../store/cases';
import { changeCase } from '../store/change-case';
import type { Collection } from '../store/collection';
import type { MessageDoc } from '../store/messages';

/** Tells the case that an officer's words did not reach the citizen: it waits for an answer again. */
export async function replyFailed(
  deps: {
    readonly cases: Collection<CaseDoc>;
    readonly clock: Clock;
    readonly publish: (notice: LiveNotice) => void;
  },
  message: Pick<MessageDoc, 'id' | 'caseId'>,
  reason: string,
): Promise<void> {
  const { id, caseId } = message;
  if (caseId === null) return;
  await changeCase(deps.cases, caseId, id, (state) =>
    applyCaseAction(state, { type: 'reply-failed', eventId: id, reason }, deps.clock.now()),
  );
  deps.publish({ type: 'case-changed', caseId });
}
