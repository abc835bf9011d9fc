import { findReceiptCode } from '../cases/receipt-code';
import { messageIs } from '../language/same-message';
import { confirm, readDecision } from './confirm';
import type { Conversation } from './conversation';
import type { Effect } from './effects';
import { findCommand } from './find-command';
import type { FlowBook } from './flow-book';
import type { CitizenInput, Input } from './input';
import { makeTurn, sayIn, type Scene } from './make-turn';
import { miss } from './miss';
import { botResumed, newestOpen, OFFICER_FLOW, withBot } from './officer-speaks';
import { parsePayload, type Command, type Payload } from './payload';
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
  if (isLate(conversation, input)) return hearLate(conversation, input, scene);
  const payload = input.type === 'tap' ? parsePayload(input.payload) : undefined;
  const command = payload?.type === 'command' ? payload.command : undefined;

  if (conversation.speaker === 'officer') return hearWithOfficer(book, conversation, command, scene);
  if (conversation.silenceBroken) return breakSilence(book, conversation, input, scene);
  if (conversation.confirming) return decide(book, conversation, input, command, scene);
  if (command) return runCommand(book, conversation, command, scene);
  if (payload) return tapAnswer(book, conversation, payload, input, scene);

  if (input.type === 'text') {
    const typed = findTypedCommand(book, conversation, input.text, scene);
    if (typed) return runCommand(book, conversation, typed, scene);
  }
  return conversation.frames.length === 0
    ? hearAtRest(book, conversation, input, scene)
    : answer(book, conversation, input, scene);
}

/** Older than what was handled: it stays in the transcript, but it cannot answer a question that came after it. */
const isLate = (conversation: Conversation, input: Input & CitizenInput) =>
  input.type !== 'tap' && input.at < conversation.heardAt;

function hearLate(conversation: Conversation, input: CitizenInput, scene: Scene): Walked {
  const confidential = newestOpen(conversation)?.kind === 'to-cao';
  if (conversation.speaker === 'officer') return { ...tellOfficer(conversation, scene), confidential };
  const isBusy = conversation.frames.length > 0;
  return { conversation: isBusy ? keep(conversation, input) : conversation, effects: [], confidential };
}

/** The bot keeps silent, unless a button asks for it. */
function hearWithOfficer(
  book: FlowBook,
  conversation: Conversation,
  command: Command | undefined,
  scene: Scene,
): Walked {
  if (!command) return tellOfficer(conversation, scene);
  if (command.type === 'call' && command.flow === OFFICER_FLOW) {
    const { withOfficer: caseId } = conversation;
    const ask: Effect[] = caseId ? [{ type: 'ask-for-officer', caseId }] : [];
    return {
      conversation,
      effects: [...ask, sayIn(book, conversation, undefined, book.phrases['with-officer'])],
    };
  }
  return prepend(
    [...botResumed(conversation), sayIn(book, conversation, undefined, book.phrases['bot-resumes'])],
    runCommand(book, withBot(conversation), command, scene),
  );
}

function tellOfficer(conversation: Conversation, scene: Scene): Walked {
  if (!conversation.withOfficer) return { conversation, effects: [] };
  return {
    conversation,
    effects: [{ type: 'add-to-case', caseId: conversation.withOfficer, eventId: scene.eventId }],
  };
}

/** Words that were meant for an officer who never answered are no answer to the bot's open question. */
function breakSilence(
  book: FlowBook,
  before: Conversation,
  input: Input & CitizenInput,
  scene: Scene,
): Walked {
  const { silenceBroken, ...rest } = before;
  const conversation: Conversation = rest;
  const said = sayIn(book, conversation, undefined, book.phrases['bot-resumes']);
  if (input.type === 'tap') return prepend([said], hear(book, conversation, input, scene));
  const about = conversation.cases.find(({ id }) => id === silenceBroken?.caseId);
  const added = about ? [addTo(about.id, scene)] : [];
  const isBusy = conversation.frames.length > 0;
  const at = isBusy ? conversation : enterFlow(book, conversation, book.entry);
  return {
    ...prepend([...added, said], walk(book, at, scene)),
    ...(about?.kind === 'to-cao' && { confidential: true }),
  };
}

/** Takes the answer to "hủy?"; what is neither yes nor no is asked once more, and then means no. */
function decide(
  book: FlowBook,
  conversation: Conversation,
  input: Input & CitizenInput,
  command: Command | undefined,
  scene: Scene,
): Walked {
  const asked = conversation.confirming ?? 'cancel';
  const typed = input.type === 'text' ? readDecision(book, input.text) : undefined;
  const decided = command?.type === 'yes' || command?.type === 'no' ? command.type : typed;
  if (decided) return runCommand(book, conversation, { type: decided }, scene);
  const open: Conversation = {
    ...keep(conversation, input),
    confirming: undefined,
    confirmedAgain: undefined,
  };
  if (input.type === 'tap') return hear(book, open, input, scene);
  if (conversation.confirmedAgain)
    return runCommand(book, { ...open, confirming: asked }, { type: 'no' }, scene);
  return confirm(book, { ...open, confirmedAgain: true }, asked);
}

/** A button of the open question, or of the one that a side question has interrupted. */
function tapAnswer(
  book: FlowBook,
  conversation: Conversation,
  payload: Payload,
  input: CitizenInput,
  scene: Scene,
): Walked {
  if (payload.type !== 'answer') return oldButton(book, conversation, scene);
  const { frames } = conversation;
  const at = frames.findLastIndex(({ flow, step }) => flow === payload.flow && step === payload.step);
  const isOpen = at >= 0 && (at === frames.length - 1 || frames[at + 1]?.aside === true);
  if (!isOpen) return oldButton(book, conversation, scene);
  const title = input.type === 'tap' ? input.title : '';
  const open = { ...conversation, frames: frames.slice(0, at + 1) };
  return answer(book, open, { type: 'tap', payload: payload.value, title }, scene);
}

/**
 * Nothing is under way. Words that name an own open case belong to it; so do words after a tố cáo, which nobody else
 * may read.
 */
function hearAtRest(book: FlowBook, conversation: Conversation, input: CitizenInput, scene: Scene): Walked {
  const words = input.type === 'text' ? input.text : input.type === 'files' ? (input.text ?? '') : '';
  const code = findReceiptCode(words);
  const named = conversation.cases.find((own) => own.code === code && !own.closed);
  if (named) {
    const confidential = named.kind === 'to-cao';
    const said = sayIn(book, conversation, undefined, book.phrases['added-to-case'], {
      with: { ma: named.code },
    });
    const thanks = said.type === 'send' ? { ...said, confidential } : said;
    return { conversation, effects: [addTo(named.id, scene), thanks], confidential };
  }
  const begun = walk(book, enterFlow(book, keep(conversation, input), book.entry), scene);
  const newest = newestOpen(conversation);
  if (newest?.kind !== 'to-cao' || (input.type !== 'text' && input.type !== 'files')) return begun;
  return { ...prepend([addTo(newest.id, scene)], begun), confidential: true };
}

const addTo = (caseId: Conversation['cases'][number]['id'], { eventId }: Scene): Effect => ({
  type: 'add-to-case',
  caseId,
  eventId,
});

const MOST_EXTRAS = 50;

/** Files that come where none are asked for go into the case all the same. */
const keep = (conversation: Conversation, input: CitizenInput): Conversation =>
  input.type === 'files'
    ? { ...conversation, extras: [...conversation.extras, ...input.files].slice(0, MOST_EXTRAS) }
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
  const isSaid = messageIs(said);
  if (options.some(({ title, also }) => [title, ...(also ?? [])].some((word) => isSaid(word))))
    return undefined;
  return findCommand(book, said, type.takesAnyText?.(step) ?? false);
}

/** Says that the button belongs to something earlier, and goes on where things stand. */
function oldButton(book: FlowBook, conversation: Conversation, scene: Scene): Walked {
  const said = sayIn(book, conversation, undefined, book.phrases['old-button']);
  const at = conversation.frames.length > 0 ? conversation : enterFlow(book, conversation, book.entry);
  return prepend([said], walk(book, at, scene));
}

const prepend = (effects: Walked['effects'], walked: Walked): Walked => ({
  ...walked,
  effects: [...effects, ...walked.effects],
});
