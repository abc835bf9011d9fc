import type { Conversation, Frame } from './conversation';
import type { FlowBook } from './flow-book';
import type { Input } from './input';
import { isConfidential, sayIn, type Scene } from './make-turn';
import { mayStillSpeak } from './officer-speaks';
import { replay } from './replay';
import type { Step } from './steps';
import { nameOf } from './steps/ask';
import { backTo, walk, type Walked } from './walk';

type Published = Extract<Input, { type: 'flows-published' }>;
type Newer = Published['flows'];

/**
 * Brings a conversation under way over to newly published versions. Whoever cannot come over as he stands (his step is
 * gone, an officer speaks, he has been silent for so long that nothing may be said to him) ends on his own version.
 */
export function changeFlows(
  book: FlowBook,
  conversation: Conversation,
  input: Pick<Published, 'how' | 'flows'>,
  scene: Scene,
): Walked {
  const stays = { conversation, effects: [] };
  if (!isBehind(conversation, input.flows)) return stays;
  return (input.how === 'move' ? move : restart)(book, conversation, input.flows, scene) ?? stays;
}

/** Whether a flow under way is older than what was published. */
export const isBehind = ({ frames }: Conversation, newer: Newer): boolean =>
  frames.some((frame) => newerOf(frame, newer) !== undefined);

/** Whether every open step of the conversation is there in the new versions, and asks for the same kind of answer. */
export const fitsMove = (book: FlowBook, { frames }: Conversation, newer: Newer): boolean =>
  frames.every(
    (frame) => newerOf(frame, newer) === undefined || movedFrame(book, frame, newer) !== undefined,
  );

const newerOf = ({ flow, version }: Frame, newer: Newer): number | undefined =>
  newer.find(({ id, number }) => id === flow && number > version)?.number;

function move(book: FlowBook, conversation: Conversation, newer: Newer, scene: Scene): Walked | undefined {
  const { frames } = conversation;
  const last = frames.at(-1);
  if (!last || !fitsMove(book, conversation, newer)) return undefined;
  const moved: Conversation = {
    ...conversation,
    frames: frames.map((frame) => movedFrame(book, frame, newer) ?? frame),
    // What has no counterpart is still there in its own version, so that "quay lại" leads to it.
    trail: conversation.trail.map((asked) => ({
      ...asked,
      frames: asked.frames.map((frame) => movedFrame(book, frame, newer) ?? frame),
    })),
  };
  const before = openStep(book, last);
  const after = openStep(book, moved.frames.at(-1) ?? last);
  const isSame = before !== undefined && after !== undefined && asksTheSame(before, after);
  // What is being gathered is the answer already, or soon.
  const isBusy = last.opening ?? last.gathered ?? conversation.confirming;
  const isSilent = isSame || conversation.speaker === 'officer' || isBusy !== undefined;
  if (isSilent) return { conversation: moved, effects: [] };
  // A number typed under the old question must not be taken for a choice of the new one, so it is shown.
  if (!mayStillSpeak(conversation, scene.now)) return undefined;
  const asked = walk(book, moved, scene);
  return { ...asked, effects: [sayIn(book, moved, undefined, book.phrases['flow-moved']), ...asked.effects] };
}

/** The same place in the new version; undefined where there is none, or where the flow is no newer. */
function movedFrame(book: FlowBook, frame: Frame, newer: Newer): Frame | undefined {
  const version = newerOf(frame, newer);
  if (version === undefined) return undefined;
  const moved = { ...frame, version };
  const [from, to] = [openStep(book, frame), openStep(book, moved)];
  const isAlike =
    from !== undefined && to !== undefined && from.type === to.type && answerOf(from) === answerOf(to);
  return isAlike ? moved : undefined;
}

const answerOf = (step: Step) => (step.type === 'ask' ? step.answer : undefined);

function openStep(book: FlowBook, frame: Frame): Step | undefined {
  return book.find(frame.flow, frame.version)?.steps.find(({ id }) => id === frame.step);
}

function openAnswer(book: FlowBook, { frames }: Conversation): string | undefined {
  const last = frames.at(-1);
  const step = last && openStep(book, last);
  return step?.type === 'ask' ? nameOf(step) : undefined;
}

/** Where a step leads, and which law it rests on, no citizen sees. */
function asksTheSame(before: Step, after: Step): boolean {
  const seen = ({ next: _next, law: _law, ...step }: Step) => JSON.stringify(step);
  return seen(before) === seen(after);
}

function restart(book: FlowBook, conversation: Conversation, newer: Newer, scene: Scene): Walked | undefined {
  const { frames } = conversation;
  const isTied =
    conversation.speaker === 'officer' || frames.some(({ opening, gathered }) => opening || gathered);
  if (isTied || !mayStillSpeak(conversation, scene.now)) return undefined;
  const at = frames.findIndex((frame) => newerOf(frame, newer) !== undefined);
  const frame = frames[at];
  const version = frame && newerOf(frame, newer);
  const flow = frame && version !== undefined ? book.find(frame.flow, version) : undefined;
  if (!frame || version === undefined || !flow) return undefined;

  // An answer that was open for a change is what it was before: nothing that was said is lost.
  const former = frames.slice(at).flatMap(({ former: each }) => (each ? [each] : []));
  const below = backTo(conversation, frames.slice(0, at + 1));
  const answers = {
    ...below.answers,
    ...Object.fromEntries(former.map(({ name, answer }) => [name, answer])),
  };
  const open: Frame = {
    flow: frame.flow,
    version,
    step: flow.start,
    ...(frame.aside && { aside: true }),
    ...(frame.about && { about: frame.about }),
    ...((frame.secret || isConfidential(book, conversation)) && { secret: true }),
  };
  const begun: Conversation = {
    ...below,
    answers,
    frames: frame.only ? frames.slice(0, at) : [...frames.slice(0, at), open],
    trail: below.trail.filter((asked) => asked.frames[at]?.flow !== frame.flow),
    misses: 0,
    confirming: undefined,
    confirmedAgain: undefined,
  };
  const again = frame.only
    ? walk(book, begun, scene)
    : replay(book, begun, scene, openAnswer(book, conversation));
  const said = sayIn(book, begun, undefined, book.phrases['flow-restarted']);
  return { ...again, effects: [said, ...again.effects] };
}
