import type { Answer } from './answer';
import type { Conversation } from './conversation';
import type { FlowBook } from './flow-book';
import type { Scene } from './make-turn';
import type { Step } from './steps';
import { nameOf } from './steps/ask';
import type { Visit } from './turn';
import { stepIn, walk, type Walked } from './walk';

/** More questions than any flow has. */
const MOST_QUESTIONS = 100;

/**
 * Walks a flow from where the conversation stands, and past every question whose answer is known and still fits, to the
 * first one that is really open. What was said on the way is not said again; and nothing is done on the way: where an
 * answer would make the flow do something, its question is asked.
 * @param open the answer that is being given: its question is never passed.
 */
export function replay(book: FlowBook, start: Conversation, scene: Scene, open?: string): Walked {
  let walked = walk(book, start, scene);
  for (let passed = 0; passed < MOST_QUESTIONS; passed += 1) {
    const { conversation } = walked;
    const frame = conversation.frames.at(-1);
    const step = frame && stepIn(book, frame);
    const visit = step && conversation.speaker === 'bot' ? knownAnswer(step, start, open) : undefined;
    if (!visit) return walked;
    const next = walk(book, conversation, scene, visit);
    const isAnotherQuestion =
      next.conversation.frames.length > 0 && next.effects.every(({ type }) => type === 'send');
    if (!isAnotherQuestion) return walked;
    walked = next;
  }
  return walked;
}

/** The answer to a question as the conversation began with it, if the question would take it still. */
function knownAnswer(step: Step, { answers, kept }: Conversation, open?: string): Visit | undefined {
  if (step.type !== 'ask') return undefined;
  const name = nameOf(step);
  if (name === open) return undefined;
  const answer = answers[name] ?? kept[name];
  if (!answer || !stillFits(step, answer)) return undefined;
  const road =
    step.answer === 'choice' && answer.type === 'choice'
      ? step.choices.find(({ value }) => value === answer.value)?.next
      : undefined;
  return {
    then: { type: 'answered', answer: name, ...(road && { step: road }) },
    ...(step.keep ? { kept: { [name]: answer } } : { answers: { [name]: answer } }),
  };
}

function stillFits(step: Extract<Step, { type: 'ask' }>, answer: Answer): boolean {
  if (answer.type === 'skipped') return step.optional === true;
  if (answer.type !== step.answer) return false;
  if (step.answer !== 'choice' || answer.type !== 'choice') return true;
  return step.choices.some(({ value, title }) => value === answer.value && title === answer.title);
}
