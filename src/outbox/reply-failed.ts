import { applyCaseAction, type SystemAction } from '../cases/apply-action';
import type { Clock } from '../clock';
import type { LiveNotice } from '../console/contract';
import type { CaseDoc } from '../store/cases';
import { changeCase } from '../store/change-case';
import type { Collection } from '../store/collection';
import type { MessageDoc } from '../store/messages';

type Deps = {
  readonly cases: Collection<CaseDoc>;
  readonly clock: Clock;
  readonly publish: (notice: LiveNotice) => void;
};
type Reply = Pick<MessageDoc, 'id' | 'caseId' | 'state'>;

/** Tells the case that an officer's words did not reach the citizen: it waits for an answer again. */
export const replyFailed = (deps: Deps, message: Reply, reason: string): Promise<void> =>
  tellCase(deps, message, { type: 'reply-failed', eventId: message.id, reason });

/** Tells the case that they wait until Messenger takes them. */
export const replyHeld = (deps: Deps, message: Reply, reason: string): Promise<void> =>
  tellCase(deps, message, { type: 'reply-held', eventId: `${wholeOf(message)}:held`, reason });

/** Tells the case that they went out after that, or arrived although they were given up. */
export const replyDelivered = (deps: Deps, message: Reply): Promise<void> =>
  tellCase(deps, message, {
    type: 'reply-delivered',
    eventId: message.state === 'failed' ? `${message.id}:arrived` : `${wholeOf(message)}:delivered`,
  });

/** A long answer goes out in several parts; its case is told once. */
const wholeOf = ({ id }: Reply): string => id.replace(/\.\d+$/, '');

async function tellCase(deps: Deps, { caseId }: Reply, told: SystemAction): Promise<void> {
  if (caseId === null) return;
  await changeCase(deps.cases, caseId, told.eventId, (state) =>
    applyCaseAction(state, told, deps.clock.now()),
  );
  deps.publish({ type: 'case-changed', caseId });
}
