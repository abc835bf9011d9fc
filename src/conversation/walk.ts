import { confirm } from './confirm';
import type { Conversation, Frame } from './conversation';
import type { Effect } from './effects';
import type { FlowBook } from './flow-book';
import { flowOf, makeTurn, type Scene } from './make-turn';
import { stepTypeOf, type Step } from './steps';
import type { Then, Visit } from './turn';

/** More steps than any sensible flow has between two questions: a loop ends as a failed turn. */
export const MAX_STEPS = 100;

export class TooManySteps extends Error {}

export type Walked = {
  readonly conversation: Conversation;
  readonly effects: readonly Effect[];
  /** What the citizen said belongs to a tố cáo, although none is being told at this moment. */
  readonly confidential?: boolean;
};

/**
 * Visits steps from where the conversation stands until one waits, the flow ends, or an officer speaks.
 * @param first what the open step made of an input; without it, the step is entered (again).
 * @throws TooManySteps, FlowGone
 */
export function walk(book: FlowBook, start: Conversation, scene: Scene, first?: Visit): Walked {
  let conversation = start;
  // Also where the secret part is over again when the turn ends.
  const done = (): Walked => ({ conversation, effects, ...(isSecret && { confidential: true }) });
  const effects: Effect[] = [];
  let visit = first;
  let isSecret = false;
  for (let visited = 0; visited <= MAX_STEPS; visited += 1) {
    if (!visit) {
      const frame = conversation.frames.at(-1);
      if (!frame || conversation.speaker === 'officer') return done();
      if (visited === MAX_STEPS) break;
      const step = stepIn(book, frame);
      visit = stepTypeOf(step).enter(step, makeTurn(book, conversation, frame, scene));
    }
    effects.push(...(visit.effects ?? []));
    isSecret ||= visit.frame?.secret === true;
    conversation = changedBy(conversation, visit);
    const { then } = visit;
    visit = undefined;
    if (then.type === 'wait') return done();
    if (then.type === 'cancel') {
      const asking = confirm(book, conversation, 'cancel');
      conversation = asking.conversation;
      effects.push(...asking.effects);
      return done();
    }
    conversation = follow(book, conversation, then);
  }
  throw new TooManySteps(`more than ${MAX_STEPS} steps in one turn`);
}

function changedBy(before: Conversation, { change, frame, answers, kept }: Visit): Conversation {
  // Most visits change nothing.
  if (!change && !frame && !answers && !kept) return before;
  const changed: Conversation = { ...before, ...change };
  return {
    ...changed,
    ...(frame && { frames: markLast(changed.frames, frame) }),
    ...(answers && { answers: { ...changed.answers, ...answers } }),
    ...(kept && { kept: { ...changed.kept, ...kept } }),
  };
}

/** The step at which a frame stands. @throws FlowGone */
export function stepIn(book: FlowBook, frame: Frame): Step {
  const flow = flowOf(book, frame);
  const step = flow.steps.find(({ id }) => id === frame.step);
  if (!step) throw new Error(`flow ${flow.id} has no step ${frame.step}`);
  return step;
}

/** Puts a flow's first step on top of what is under way, in its newest version. */
export function enterFlow(
  book: FlowBook,
  conversation: Conversation,
  flowId: string,
  mark: Pick<Frame, 'aside' | 'about' | 'secret'> = {},
): Conversation {
  const published = book.current.get(flowId);
  if (!published) throw new Error(`there is no flow ${flowId}`);
  const frame: Frame = {
    flow: flowId,
    version: published.number,
    step: published.flow.start,
    ...(mark.aside && { aside: true }),
    ...(mark.about && { about: mark.about }),
    ...(mark.secret && { secret: true }),
  };
  return { ...conversation, frames: [...conversation.frames, frame] };
}

/** A side question on top of what is under way: what is answered in it does not get into that. */
export const enterAside = (
  book: FlowBook,
  conversation: Conversation,
  flowId: string,
  mark?: Pick<Frame, 'about' | 'secret'>,
): Conversation => ({
  ...enterFlow(book, conversation, flowId, { ...mark, aside: true }),
  // Only what belongs to side questions that are still open: a flow may have been begun anew meanwhile.
  outer: [...(conversation.outer ?? []).slice(0, asides(conversation.frames)), conversation.answers],
});

/** Goes back to these outer frames. Nothing is left of the side questions on top of them, nor of their answers. */
export function backTo(conversation: Conversation, frames: readonly Frame[]): Conversation {
  const open = asides(frames);
  const trail = conversation.trail.filter((asked) => asides(asked.frames) <= open);
  const answers = conversation.outer?.[open];
  if (!answers) return { ...conversation, frames, trail };
  const outer = open > 0 ? conversation.outer?.slice(0, open) : undefined;
  return { ...conversation, frames, trail, answers, outer };
}

const asides = (frames: readonly Frame[]): number => frames.filter(({ aside }) => aside).length;

/** Nothing under way: what was said for one intake is not carried into the next. */
export const atRest = (conversation: Conversation): Conversation => ({
  ...conversation,
  frames: [],
  answers: {},
  outer: undefined,
  trail: [],
  extras: [],
  misses: 0,
  confirming: undefined,
  confirmedAgain: undefined,
  draft: undefined,
});

function follow(
  book: FlowBook,
  conversation: Conversation,
  then: Exclude<Then, { type: 'wait' | 'cancel' }>,
): Conversation {
  const frame = conversation.frames.at(-1);
  if (!frame) return atRest(conversation);
  switch (then.type) {
    case 'next':
      return toStep(book, conversation, frame, nextOf(book, frame));
    case 'step':
      return toStep(book, conversation, frame, then.step);
    case 'end':
      return pop(book, conversation);
    case 'go-to':
      if (then.fresh) return enterFlow(book, atRest(conversation), then.flow);
      return enterFlow(
        book,
        { ...conversation, frames: conversation.frames.slice(0, -1) },
        then.flow,
        frame.about ? frame : { aside: frame.aside },
      );
    case 'call':
      return enterFlow(book, conversation, then.flow);
    case 'answered':
      return answered(book, { ...conversation, misses: 0 }, frame, then);
    case 'change':
      return change(conversation, then.answer);
  }
}

function answered(
  book: FlowBook,
  conversation: Conversation,
  frame: Frame,
  then: Extract<Then, { type: 'answered' }>,
): Conversation {
  if (frame.only) return { ...conversation, frames: conversation.frames.slice(0, -1) };
  const asked = { frames: conversation.frames, step: frame.step, answer: then.answer };
  const trail = [...conversation.trail.filter(({ answer }) => answer !== then.answer), asked];
  return toStep(book, { ...conversation, trail }, frame, then.step ?? nextOf(book, frame));
}

/** Asks one earlier question again, on top of the review, to which it returns. */
function change(conversation: Conversation, answer: string): Conversation {
  const asked = conversation.trail.find((known) => known.answer === answer)?.frames.at(-1);
  if (!asked) return conversation;
  const { flow, version, step } = asked;
  const answers = Object.fromEntries(
    Object.entries(conversation.answers).filter(([name]) => name !== answer),
  );
  const given = conversation.answers[answer];
  const frame: Frame = {
    flow,
    version,
    step,
    only: true,
    ...(given && { former: { name: answer, answer: given } }),
  };
  return { ...conversation, misses: 0, answers, frames: [...conversation.frames, frame] };
}

function nextOf(book: FlowBook, frame: Frame): string | undefined {
  const { steps } = flowOf(book, frame);
  const at = steps.findIndex(({ id }) => id === frame.step);
  return steps[at]?.next ?? steps[at + 1]?.id;
}

function toStep(
  book: FlowBook,
  conversation: Conversation,
  frame: Frame,
  step: string | undefined,
): Conversation {
  if (step === undefined) return pop(book, conversation);
  const { choosing: _choosing, opening: _opening, gathered: _gathered, ...kept } = frame;
  return { ...conversation, misses: 0, frames: [...conversation.frames.slice(0, -1), { ...kept, step }] };
}

const markLast = (frames: readonly Frame[], mark: NonNullable<Visit['frame']>): readonly Frame[] =>
  frames.map((frame, at) => (at === frames.length - 1 ? { ...frame, ...mark } : frame));

/** Leaves a flow: a caller goes on with its next step, an interrupted question is asked again. */
function pop(book: FlowBook, conversation: Conversation): Conversation {
  const left = conversation.frames.at(-1);
  const frames = conversation.frames.slice(0, -1);
  const below = frames.at(-1);
  if (!below) return atRest(conversation);
  if (left?.aside) return backTo(conversation, frames);
  return toStep(book, { ...conversation, frames }, below, nextOf(book, below));
}
