import { parseYesNo } from '../language/parse-yes-no';
import { sameMessage } from '../language/same-message';
import type { Conversation } from './conversation';
import type { FlowBook } from './flow-book';
import { findCommand } from './find-command';
import type { CitizenInput, Input } from './input';
import { makeTurn, sayIn, type Scene } from './make-turn';
import { miss } from './miss';
import { botResumed, withBot } from './officer-speaks';
import { parsePayload } from './payload';
import { runCommand } from './run-command';
import { stepTypeOf } from './steps';
import { isMiss } from './turn';
import { enterFlow, stepIn, walk, type Walked } from './walk';

/** Takes what a citizen did. Nothing that he says is ever without an answer, unless an officer is speaking. */
export function hear(
  book: FlowBook,
  conversation: Conversation,
  input: Input & CitizenInput,
  scene: Scene,
): Walked {
  if (isLate(conversation, input)) return { conversation, effects: [] };
  const payload = input.type === 'tap' ? parsePayload(input.payload) : undefined;
  const command = payload?.type === 'command' ? payload.command : undefined;

  if (conversation.speaker === 'officer') {
    if (!command) return tellOfficer(conversation, scene);
    return prepend(
      [...botResumed(conversation), sayIn(book, conversation, undefined, book.phrases['bot-resumes'])],
      runCommand(book, withBot(conversation), command, scene),
    );
  }
  if (conversation.confirming) {
    const typed = input.type === 'text' ? readDecision(input.text) : undefined;
    const decided = command?.type === 'yes' || command?.type === 'no' ? command.type : typed;
    if (decided) return runCommand(book, conversation, { type: decided }, scene);
    return hear(book, { ...conversation, confirming: undefined }, input, scene);
  }
  if (command) return runCommand(book, conversation, command, scene);
  if (payload?.type === 'answer' && isOpen(conversation, payload)) {
    return answer(book, conversation, { type: 'tap', payload: payload.value, title: titleOf(input) }, scene);
  }
  if (payload) return oldButton(book, conversation, scene);

  if (input.type === 'text') {
    const typed = findTypedCommand(book, conversation, input.text, scene);
    if (typed) return runCommand(book, conversation, typed, scene);
  }
  if (conversation.frames.length === 0)
    return walk(book, enterFlow(book, keep(conversation, input), book.entry), scene);
  return answer(book, conversation, input, scene);
}

/** Yes or no in words, or as the number of its button. */
function readDecision(said: string): 'yes' | 'no' | undefined {
  const number = said.trim();
  return number === '1' ? 'yes' : number === '2' ? 'no' : parseYesNo(said);
}

/** Older than what was handled: it stays in the transcript, but it cannot answer a question that came after it. */
const isLate = (conversation: Conversation, input: Input & CitizenInput) =>
  input.type !== 'tap' && input.at < conversation.heardAt;

function tellOfficer(conversation: Conversation, scene: Scene): Walked {
  if (!conversation.withOfficer) return { conversation, effects: [] };
  return {
    conversation,
    effects: [{ type: 'add-to-case', caseId: conversation.withOfficer, eventId: scene.eventId }],
  };
}

/** Files that come where none are asked for go into the case all the same. */
const keep = (conversation: Conversation, input: CitizenInput): Conversation =>
  input.type === 'files'
    ? { ...conversation, extras: [...conversation.extras, ...input.files] }
    : conversation;

function answer(book: FlowBook, before: Conversation, input: CitizenInput, scene: Scene): Walked {
  const frame = before.frames.at(-1);
  if (!frame) return oldButton(book, before, scene);
  const step = stepIn(book, frame);
  const asksFiles = step.type === 'ask' && step.answer === 'files';
  const conversation = asksFiles ? before : keep(before, input);
  const type = stepTypeOf(step);
  const turn = makeTurn(book, conversation, frame, scene);
  const outcome = type.hear?.(step, input, turn) ?? { type: 'miss' };
  if (!isMiss(outcome)) return walk(book, conversation, scene, outcome);
  return miss(book, conversation, frame, input, scene, outcome);
}

/** A choice's own words come before a command that sounds the same. */
function findTypedCommand(book: FlowBook, conversation: Conversation, said: string, scene: Scene) {
  const frame = conversation.frames.at(-1);
  if (!frame) return findCommand(book, said, false);
  const step = stepIn(book, frame);
  const type = stepTypeOf(step);
  const options = type.options?.(step, makeTurn(book, conversation, frame, scene)) ?? [];
  if (options.some(({ title, also }) => [title, ...(also ?? [])].some((word) => sameMessage(said, word))))
    return undefined;
  return findCommand(book, said, type.takesAnyText?.(step) ?? false);
}

/** Says that the button belongs to something earlier, and goes on where things stand. */
function oldButton(book: FlowBook, conversation: Conversation, scene: Scene): Walked {
  const said = sayIn(book, conversation, undefined, book.phrases['old-button']);
  const at = conversation.frames.length > 0 ? conversation : enterFlow(book, conversation, book.entry);
  return prepend([said], walk(book, at, scene));
}

function isOpen(conversation: Conversation, payload: { flow: string; step: string }): boolean {
  const frame = conversation.frames.at(-1);
  return frame?.flow === payload.flow && frame.step === payload.step;
}

const titleOf = (input: CitizenInput) => (input.type === 'tap' ? input.title : '');

const prepend = (effects: Walked['effects'], walked: Walked): Walked => ({
  ...walked,
  effects: [...effects, ...walked.effects],
});
