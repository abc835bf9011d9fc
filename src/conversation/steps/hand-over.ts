import { z } from 'zod';
import type { OwnCase } from '../conversation';
import type { Effect } from '../effects';
import { draftCase } from '../draft-case';
import { silenceTimer } from '../officer-speaks';
import type { StepType, Turn } from '../turn';
import { common, text } from './question';

/**
 * Gives the conversation to an officer and ends the flow. A case that the citizen has open is pointed out to the
 * officers; where there is none, one is opened with what was said so far.
 *
 * @example
 * id: chuyen-can-bo
 * type: hand-over
 * text: Hệ thống đã chuyển yêu cầu của Anh/Chị đến cán bộ trực.
 */
const schema = z.strictObject({ ...common, type: z.literal('hand-over'), text });

export const handOver: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    const known = openCaseOf(turn);
    const ask: Effect = known
      ? { type: 'ask-for-officer', caseId: known.id }
      : { type: 'open-case', draft: draftFor(turn) };
    return {
      then: { type: 'end' },
      effects: [ask, turn.say(step.text), silenceTimer(turn.department, turn.now)],
      change: { speaker: 'officer', ...(known && { withOfficer: known.id }) },
    };
  },
};

/** A request made in a tố cáo must not surface in another case, nor the other way round. */
function openCaseOf(turn: Turn): OwnCase | undefined {
  return turn.conversation.cases.findLast(
    (own) => !own.closed && (own.kind === 'to-cao') === turn.confidential,
  );
}

const draftFor = (turn: Turn) =>
  draftCase(turn, {
    kind: turn.confidential ? 'to-cao' : 'chua-ro',
    summary: turn.phrases['ask-officer-summary'],
    names: Object.keys(turn.conversation.answers),
    reason: 'asked-for-officer',
  });
