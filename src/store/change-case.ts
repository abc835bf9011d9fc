import type { Applied, Refusal } from '../cases/apply-action';
import { type CaseDoc, caseDoc } from './cases';
import type { Collection } from './collection';

const mostTries = 5;

/**
 * Loads a case, decides, and commits the new state with its effects in one write; begins again when somebody else
 * changed the case meanwhile. `actionId` names the effects, so that each is performed for one action only.
 */
export async function changeCase<R extends Refusal>(
  cases: Pick<Collection<CaseDoc>, 'get' | 'replace'>,
  id: string,
  actionId: string,
  decide: (state: CaseDoc) => Applied | R,
): Promise<{ readonly doc: CaseDoc; readonly changed: boolean } | R | 'absent'> {
  for (let tries = 0; tries < mostTries; tries++) {
    const stored = await cases.get(id);
    if (!stored) return 'absent';
    const decision = decide(stored.doc);
    if ('refused' in decision) return decision;
    if (decision.state === stored.doc) return { doc: stored.doc, changed: false };
    const added = decision.effects.map((effect, at) => ({ ...effect, id: `${actionId}:${at}` }));
    const doc = caseDoc(decision.state, [...stored.doc.effects, ...added]);
    if (await cases.replace(doc, { version: stored.version })) return { doc, changed: true };
  }
  throw new Error(`case ${id} changed ${mostTries} times while it was being changed`);
}
