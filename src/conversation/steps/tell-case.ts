import { z } from 'zod';
import { caseAbout } from '../about';
import { showAnswer, type Answer } from '../answer';
import type { OwnCase } from '../conversation';
import { afterDeed, ownDeeds, type Told } from '../own-deeds';
import type { StepType, Turn } from '../turn';
import { common, name } from './question';

/**
 * Tells the case that the flow speaks about (see `own-case`) what the citizen wants with it: to add something, to
 * withdraw it, to rate the answer, or that it is not settled. `words` is the answer that says it, `score` the choice of
 * a rating, from "1" to "5".
 *
 * @example
 * id: bao-rut
 * type: tell-case
 * deed: withdraw
 * words: ly-do-rut
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('tell-case'),
  deed: z.enum(ownDeeds),
  words: name,
  /** For a rating only. */
  score: name.optional(),
});

type Step = z.infer<typeof schema>;

export const tellCase: StepType<Step> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    const own = caseAbout(turn.conversation, turn.frame);
    if (!own) throw new Error(`${step.id} tells a case, but the flow speaks about none`);
    return {
      then: { type: 'next' },
      effects: [{ type: 'tell-case', caseId: own.id, told: toldBy(step, turn) }],
      change: { cases: turn.conversation.cases.map((one) => (one.id === own.id ? after(one, step) : one)) },
    };
  },
};

const after = (own: OwnCase, { deed }: Step): OwnCase => ({ ...own, ...afterDeed[deed] });

function toldBy(step: Step, { answers }: Turn): Told {
  const words = answers[step.words];
  switch (step.deed) {
    case 'add':
      return words?.type === 'files'
        ? { type: 'added', text: words.remarks.join('\n'), files: words.files }
        : { type: 'added', text: wordsOf(words), files: [] };
    case 'withdraw':
      return { type: 'withdrawal-asked', text: wordsOf(words) };
    case 'dispute':
      return { type: 'not-done', text: wordsOf(words) };
    case 'rate':
      return { type: 'rated', score: scoreOf(answers[step.score ?? '']), text: wordsOf(words) };
  }
}

const wordsOf = (answer: Answer | undefined): string =>
  answer && answer.type !== 'skipped' ? showAnswer(answer) : '';

function scoreOf(answer: Answer | undefined): number {
  const score = answer?.type === 'choice' ? Number(answer.value) : NaN;
  if (!Number.isInteger(score) || score < 1 || score > 5) throw new Error('a rating is a choice from 1 to 5');
  return score;
}
