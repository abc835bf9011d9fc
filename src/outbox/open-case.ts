import { createHash } from 'node:crypto';
import type { CaseId } from '../cases/case';
import { openCase } from '../cases/open-case';
import { receiptCode } from '../cases/receipt-code';
import { crashPoint } from '../crash-point';
import { internalEvent } from '../inbox/internal-event';
import { caseDoc } from '../store/cases';
import type { Perform, PerformDeps } from './perform';

/** Two cases drawing the same 50-bit code is nearly impossible; more often than this it is a fault. */
const CODE_ATTEMPTS = 5;

/** Stores the case, then tells the conversation its code. The case's id comes from the turn: once is once. */
export const openCaseEffect: Perform<'open-case'> = async (deps, conversation, effect) => {
  const id = createHash('sha256').update(`case|${effect.id}`).digest('base64url').slice(0, 24) as CaseId;
  crashPoint('case.beforeInsert');
  const { code, openedAt, isNew } = await insert(deps, id, effect);
  crashPoint('case.afterInsert');
  const { kind, reason = 'sent' } = effect.draft;
  await deps.events.insertIfAbsent([
    internalEvent(
      conversation,
      `${effect.id}-opened`,
      // Before anything else that waits, so that nothing can be said in between.
      { at: 0, arrival: effect.event.arrival },
      { type: 'case-opened', caseId: id, code, kind, openedAt, reason },
    ),
  ]);
  await deps.queue.wake('turns', conversation.id);
  // Of a tố cáo nothing but its code is told to all.
  const urgent = kind === 'to-cao' ? undefined : effect.draft.urgent;
  if (isNew) deps.publish({ type: 'case-opened', caseId: id, code, ...(urgent && { urgent }) });
  deps.log.info({ caseId: id }, 'case opened');
};

async function insert(deps: PerformDeps, id: CaseId, effect: Parameters<typeof openCaseEffect>[2]) {
  const now = deps.clock.now();
  for (let attempt = 0; attempt < CODE_ATTEMPTS; attempt += 1) {
    const code = receiptCode(deps.codeBytes(id, attempt));
    const opened = openCase(effect.draft, { id, code, eventId: effect.event.id }, now);
    const [inserted] = await deps.cases.insertIfAbsent([caseDoc(opened, [])]);
    if (inserted) return { code, openedAt: opened.openedAt, isNew: true };
    const there = await deps.cases.get(id);
    if (there) return { code: there.doc.code, openedAt: there.doc.openedAt, isNew: false };
  }
  throw new Error(`no free code for case ${id}`);
}
