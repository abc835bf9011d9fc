import { z } from 'zod';
import type { OwnCase } from '../conversation';
import type { Effect } from '../effects';
import { draftCase } from '../draft-case';
import { excludedBy } from '../excluded';
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
const schema = z.strictObject({
  ...common,
  type: z.literal('hand-over'),
  text,
  /** It cannot wait: the officers are alarmed at once, also at night. */
  urgent: z.literal(true).optional(),
});

export const handOver: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    const known = openCaseOf(turn);
    const ask: Effect = known
      ? { type: 'ask-for-officer', caseId: known.id, ...(step.urgent && { urgent: true }) }
      : { type: 'open-case', draft: draftFor(turn, step.urgent) };
    return {
      then: { type: 'end' },
      effects: [ask, turn.say(step.text), silenceTimer(turn.department, turn.now)],
      change: { speaker: 'officer', ...(known && { withOfficer: known.id }) },
    };
  },
};

/** A request made in a tố cáo must not surface in another case, nor the other way round. */
function openCaseOf({ conversation, confidential, answers, department }: Turn): OwnCase | undefined {
  // Another case may be read by the very person whom this matter concerns.
  if (excludedBy(answers, department)) return undefined;
  const open = conversation.cases.filter((own) => !own.closed && (own.kind === 'to-cao') === confidential);
  return open.find(({ id }) => id === conversation.withOfficer) ?? open.at(-1);
}

const draftFor = (turn: Turn, urgent: true | undefined) =>
  draftCase(turn, {
    kind: turn.confidential ? 'to-cao' : 'chua-ro',
    summary: turn.phrases[urgent ? 'urgent-summary' : 'ask-officer-summary'],
    names: Object.keys(turn.conversation.answers),
    reason: 'asked-for-officer',
    ...(urgent && { urgent }),
  });
