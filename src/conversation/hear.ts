import { findReceiptCode } from '../cases/receipt-code';
import { messageIs } from '../language/same-message';
import { confirm, leaveAsItIs, readDecision } from './confirm';
import type { Conversation } from './conversation';
import { isBackAfterLong, isLeftOpen } from './draft';
import type { Effect } from './effects';
import { findCommand } from './find-command';
import type { FlowBook } from './flow-book';
import { isOvertaken } from './gathering';
import type { CitizenInput, Input } from './input';
import { isSent } from './is-sent';
import { isTapAgain } from './last-tap';
import { isSaidAgain } from './last-text';
import { makeTurn, sayIn, type Scene } from './make-turn';
import { mind, type Minded } from './manners';
import { miss } from './miss';
import { botResumed, newestOpen, OFFICER_FLOW, URGENT_FLOW, withBot } from './officer-speaks';
import { parsePayload, type Command, type Payload } from './payload';
import { runCommand } from './run-command';
import { stepTypeOf } from './steps';
import { isMiss } from './turn';
import { warn } from './warn';
import { atRest, backTo, enterFlow, stepIn, walk, type Walked } from './walk';

/**
 * Takes what a citizen did. Nothing that he says is ever without an answer, unless an officer is speaking, or it is only
 * the second of two taps with one finger.
 */
export function hear(
  book: FlowBook,
  conversation: Conversation,
  input: Input & CitizenInput,
  scene: Scene,
): Walked {
  const warned = warn(book, conversation, input);
  // The second tap of one finger is no second message.
  const minded = isTapAgain(conversation, input)
    ? { conversation, said: [], silent: false }
    : mind(book, warned?.conversation ?? conversation, input);
  const heard = minded.silent
    ? quietly(book, minded, input, scene)
    : take(book, minded.conversation, minded.input ? { ...input, ...minded.input } : input, scene);
  return prepend([...(warned?.said ?? []), ...minded.said], heard);
}

/** Nothing is answered, but nothing is lost: files are kept, and a question that collects goes on collecting. */
function quietly(
  book: FlowBook,
  { conversation, collects }: Minded,
  input: Input & CitizenInput,
  scene: Scene,
): Walked {
  // Who must not read what comes after a tố cáo must not read this either.
  const confidential = newestOpen(conversation)?.kind === 'to-cao';
  const frame = conversation.frames.at(-1);
  const step = frame && stepIn(book, frame);
  if (collects && step?.type === 'ask' && step.answer === 'files' && !isLate(conversation, input)) {
    const taken = answer(book, conversation, input, scene).conversation;
    if (taken.frames.at(-1)?.step === step.id && taken.misses === conversation.misses)
      return { conversation: taken, effects: [], confidential };
  }
  return { conversation: keep(conversation, input), effects: [], confidential };
}

function take(book: FlowBook, conversation: Conversation, input: Input & CitizenInput, scene: Scene): Walked {
  // What the first tap ended may be over by now, but who must not see that one must not see this one.
  if (isTapAgain(conversation, input))
    return { conversation, effects: [], confidential: conversation.lastTap?.confidential === true };
  const isPart = conversation.speaker === 'bot' && isOvertaken(conversation.frames.at(-1), input.at);
  if (isLate(conversation, input) && !isPart) return hearLate(conversation, input, scene);
  const payload = input.type === 'tap' ? parsePayload(input.payload) : undefined;
  const command = payload?.type === 'command' ? payload.command : undefined;

  if (conversation.speaker === 'officer')
    return hearWithOfficer(book, conversation, command ?? urgentIn(book, input), scene);
  if (conversation.silenceBroken) return breakSilence(book, conversation, input, scene);
  if (conversation.confirming) return decide(book, conversation, input, command, scene);
  if (command) return runCommand(book, conversation, command, scene);
  if (payload) return tapAnswer(book, conversation, payload, input, scene);

  if (input.type === 'text') {
    const typed = findTypedCommand(book, conversation, input.text, scene);
    if (typed) return runCommand(book, conversation, typed, scene);
  }
  if (isBackAfterLong(conversation, input.at)) return confirm(book, keep(conversation, input), 'resume');
  if (isLeftOpen(conversation, input.at)) return hearAtRest(book, atRest(conversation), input, scene);
  const { frames } = conversation;
  const isBusy = frames.length > 0 && !frames.at(-1)?.gathered;
  if (isBusy && isSaidAgain(conversation, input))
    return prepend(
      [sayIn(book, conversation, undefined, book.phrases['said-again'])],
      walk(book, conversation, scene),
    );
  return frames.length === 0
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
  // The officers are alarmed once more, in the same case: nothing that was said to them becomes anybody else's.
  if (command.type === 'call' && command.flow === URGENT_FLOW)
    return runCommand(book, { ...conversation, speaker: 'bot' }, command, scene);
  return prepend(
    [...botResumed(conversation), sayIn(book, conversation, undefined, book.phrases['bot-resumes'])],
    runCommand(book, withBot(conversation), command, scene),
  );
}

/** The only words that are a command while an officer speaks. */
function urgentIn(book: FlowBook, input: CitizenInput): Command | undefined {
  const typed = input.type === 'text' ? findCommand(book, input.text, true) : undefined;
  return typed?.type === 'call' && typed.flow === URGENT_FLOW ? typed : undefined;
}

function tellOfficer(conversation: Conversation, scene: Scene): Walked {
  if (!conversation.withOfficer) return { conversation, effects: [] };
  return {
    conversation,
    effects: [{ type: 'add-to-case', caseId: conversation.withOfficer, eventId: scene.eventId }],
  };
}

/**
 * Words that were meant for an officer who never answered are no answer to the bot's open question. What asks the bot for
 * something is meant for the bot.
 */
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
  const typed = input.type === 'text' ? findTypedCommand(book, conversation, input.text, scene) : undefined;
  if (typed) return prepend([said], runCommand(book, conversation, typed, scene));
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
  const typed = input.type === 'text' ? readDecision(book, input.text, asked) : undefined;
  const decided = command?.type === 'yes' || command?.type === 'no' ? command.type : typed;
  if (decided) return runCommand(book, conversation, { type: decided }, scene);
  const open: Conversation = {
    ...keep(conversation, input),
    confirming: undefined,
    confirmedAgain: undefined,
  };
  if (input.type === 'tap') return hear(book, open, input, scene);
  if (conversation.confirmedAgain)
    return runCommand(book, { ...open, confirming: asked }, { type: leaveAsItIs(asked) }, scene);
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
  const open = backTo(conversation, frames.slice(0, at + 1));
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

/** Takes what was said, or the end of a silence, as the answer to the open question. */
export function answer(book: FlowBook, before: Conversation, input: CitizenInput, scene: Scene): Walked {
  const frame = before.frames.at(-1);
  if (!frame) return oldButton(book, before, scene);
  const step = stepIn(book, frame);
  const asksFiles = step.type === 'ask' && step.answer === 'files';
  const conversation = asksFiles ? before : keep(before, input);
  const type = stepTypeOf(step);
  const turn = makeTurn(book, conversation, frame, scene);
  const outcome = type.hear?.(step, input, turn) ?? { type: 'miss' };
  if (!isMiss(outcome)) return walk(book, conversation, scene, outcome);
  return addToSent(book, before, input, scene) ?? miss(book, conversation, frame, input, scene, outcome);
}

/** Shorter ones are a slip of the pen in an answer, rather than something to add. */
const SAYS_MORE = 20;

/** What is asked after a case was sent is a small thing: what comes instead of an answer is more for the case. */
function addToSent(
  book: FlowBook,
  conversation: Conversation,
  input: CitizenInput,
  scene: Scene,
): Walked | undefined {
  const code = conversation.answers['ho-so.ma'];
  const own = conversation.cases.find((one) => code?.type === 'text' && one.code === code.text);
  const saysMore = input.type === 'files' || (input.type === 'text' && input.text.trim().length >= SAYS_MORE);
  if (!isSent(conversation) || !own || own.closed || !saysMore) return undefined;
  const said = sayIn(book, conversation, undefined, book.phrases['added-to-case'], {
    with: { ma: own.code },
  });
  return prepend([addTo(own.id, scene), said], walk(book, conversation, scene));
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
