import { applyCaseAction } from '../cases/apply-action';
import { changeCase } from '../store/change-case';
import type { Perform } from './perform';

/** Tells a case what its citizen wants with it; performed twice, it is told once. */
export const tellCase: Perform<'tell-case'> = async (deps, _conversation, { id, caseId, told }) => {
  await changeCase(deps.cases, caseId, id, (about) =>
    applyCaseAction(about, { ...told, eventId: id }, deps.clock.now()),
  );
  deps.publish({ type: 'case-changed', caseId });
};
