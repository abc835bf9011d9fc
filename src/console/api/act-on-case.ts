import { applyCaseAction } from '../../cases/apply-action';
import type { Officer } from '../../cases/case';
import { may } from '../../cases/may';
import { faultOf } from '../../fault-of';
import type { CaseDoc } from '../../store/cases';
import { changeCase } from '../../store/change-case';
import type { CaseActionRequest } from '../contract';
import type { ConsoleDeps } from './deps';
import { Refused, noSuchCase } from './problem';

type Deps = Pick<ConsoleDeps, 'cases' | 'wakeCase' | 'live' | 'clock' | 'log'>;

/** Takes an officer's action on a case: it is committed with its effects, which are performed afterwards. */
export async function actOnCase(
  deps: Deps,
  officer: Officer,
  caseId: string,
  request: CaseActionRequest,
): Promise<CaseDoc> {
  const { id, name, role, username } = officer;
  const by = { id, name, role, username };
  const acted = await changeCase(deps.cases, caseId, request.requestId, (state) => {
    if (!may(officer, 'see', state)) return { refused: 'not-seen' as const };
    // Asking again for what was done is answered as done, even where the case is in other hands by now.
    const again = state.history.some(({ id }) => id === request.requestId);
    if (!again && !may(officer, request.type, state)) return { refused: 'not-allowed' as const };
    const applied = applyCaseAction(state, { ...request, by }, deps.clock.now());
    return 'refused' in applied ? { refused: 'by-state' as const, why: applied.refused } : applied;
  });

  if (acted === 'absent') throw noSuchCase();
  if ('refused' in acted) throw refusal(acted);
  if (acted.changed) {
    deps.live.publish({ type: 'case-changed', caseId });
    // The action is stored. A wake-up that fails only makes its effects wait for the sweeper.
    await deps
      .wakeCase(caseId)
      .catch((error: unknown) => deps.log.error({ ...faultOf(error), caseId }, 'could not wake a case'));
  }
  return acted.doc;
}

type NotDone = { refused: 'not-seen' } | { refused: 'not-allowed' } | { refused: 'by-state'; why: string };

function refusal(not: NotDone): Refused {
  switch (not.refused) {
    case 'not-seen':
      return noSuchCase();
    case 'not-allowed':
      return new Refused(403, 'not-allowed', 'Anh/Chị không có quyền thực hiện việc này với hồ sơ này.');
    case 'by-state':
      return new Refused(409, 'refused', not.why);
  }
}
