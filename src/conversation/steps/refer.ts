import { z } from 'zod';
import { findAgency } from '../find-agency';
import { showAnswer, type Answer } from '../answer';
import type { StepType } from '../turn';
import { common, id, name } from './question';

/**
 * Looks in an answer for a matter of another agency; the department's data say which words tell of one. What follows
 * may then say `{noi-khac.ten}` and `{noi-khac.goi}`, who is competent and how to reach them. Decides nothing.
 *
 * @example
 * id: nhan-ra
 * type: refer
 * from: noi-dung
 * found: nhan-ra
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('refer'),
  from: name,
  /** The step for when there is one; otherwise the next. */
  found: id,
});

export const refer: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    const said = turn.answers[step.from];
    const agency = said && findAgency(showAnswer(said), turn.department);
    if (!agency) return { then: { type: 'next' } };
    return {
      then: { type: 'step', step: step.found },
      answers: { 'noi-khac.ten': fact(agency.name), 'noi-khac.goi': fact(agency.call) },
    };
  },
};

const fact = (text: string): Answer => ({ type: 'text', text });
