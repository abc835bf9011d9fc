import type { CaseId } from '../cases/case';
import { changeFlows } from './change-flows';
import type { Conversation, OwnCase } from './conversation';
import { DRAFT, lookAfterDraft } from './draft';
import type { Button, Effect } from './effects';
import type { FlowBook } from './flow-book';
import { hasLastWord, saidAside, speaksOnFacebook } from './facebook-inbox';
import { GATHERED } from './gathering';
import { answer } from './hear';
import type { CitizenInput, Input } from './input';
import { isConfidential, isWithDenunciation, makeTurn, sayIn, type Scene } from './make-turn';
import {
  botResumed,
  mayStillSpeak,
  NOT_DONE_FLOW,
  OFFICER_SILENT,
  RATE_FLOW,
  silenceTimer,
  threadBack,
  withBot,
  withOfficer,
} from './officer-speaks';
import { fitsDeed } from './own-deeds';
import { commandPayload } from './payload';
import { stepTypeOf } from './steps';
import type { Offer } from './turn';
import { stepIn, walk, type Walked } from './walk';
import { windowFrom } from './window-from';

type WorldInput = Exclude<Input, CitizenInput>;
type OfficerSaid = Extract<WorldInput, { type: 'officer-said' }>;

/** Takes what happened elsewhere: an officer's act, a timer, the answer to something that a step asked for. */
export function learn(book: FlowBook, conversation: Conversation, input: WorldInput, scene: Scene): Walked {
  switch (input.type) {
    case 'officer-took':
      return officerTook(book, conversation, input.caseId, scene);
    case 'officer-said':
      return officerSaid(book, conversation, input, scene);
    case 'staff-said':
      return speaksOnFacebook(book, conversation, scene, 'said');
    case 'thread-taken':
      return speaksOnFacebook(book, conversation, scene, 'taken');
    case 'thread-wanted': {
      const { conversation: paused, effects } = speaksOnFacebook(book, conversation, scene, 'taken');
      return { conversation: paused, effects: [{ type: 'pass-thread', appId: input.appId }, ...effects] };
    }
    case 'thread-given':
      return threadGiven(book, conversation, scene);
    case 'said-aside':
      return saidAside(book, conversation, input.said, scene);
    case 'touched':
      return {
        conversation: { ...conversation, touchedAt: Math.max(conversation.touchedAt ?? 0, input.at) },
        effects: [],
      };
    case 'message-held':
      // He did something meanwhile: then there is nothing to wait for.
      return windowFrom(conversation) > input.heardAt
        ? { conversation, effects: [{ type: 'deliver-held' }] }
        : { conversation: { ...conversation, holds: true }, effects: [] };
    case 'handed-back':
      return handedBack(book, conversation, input.caseId, scene);
    case 'case-closed': {
      const closed = markCase(conversation, input.caseId, { closed: true });
      const buttons = afterAnswer(book, closed, input.caseId);
      const said = sayOfCase(book, closed, input, book.phrases['case-closed'], { buttons });
      return { conversation: closed, effects: [said] };
    }
    case 'case-reopened':
      return { conversation: markCase(conversation, input.caseId, opened), effects: [] };
    case 'withdrawal-decided': {
      const { reason } = input;
      const isDone = reason === undefined;
      const decided = markCase(
        conversation,
        input.caseId,
        isDone ? { closed: true, withdrawal: 'confirmed' } : { withdrawal: undefined },
      );
      const text = book.phrases[isDone ? 'withdrawal-confirmed' : 'withdrawal-declined'];
      const said = sayOfCase(book, decided, input, text, { with: { 'ly-do': reason ?? '' } });
      // An open question is asked again below it.
      const next = walk(book, decided, scene);
      return { ...next, effects: [said, ...next.effects] };
    }
    case 'case-opened': {
      const { caseId: id, code, kind } = input;
      const asked = input.reason === 'asked-for-officer' && conversation.speaker === 'officer';
      const opened: Conversation = {
        ...conversation,
        cases: [...conversation.cases.filter((own) => own.id !== id), { id, code, kind }].slice(-MOST_CASES),
        ...(asked && { withOfficer: id }),
      };
      return goOn(book, opened, input, scene);
    }
    case 'form-failed': {
      // An open question is asked again below it.
      const next = walk(book, conversation, scene);
      return { ...next, effects: [input.said, ...next.effects] };
    }
    case 'timer':
      if (input.name === DRAFT) return lookAfterDraft(book, conversation, scene);
      if (input.name === GATHERED) return silenceOver(book, conversation, input.at, scene);
      return input.name === OFFICER_SILENT
        ? officerSilent(book, conversation, scene)
        : goOn(book, conversation, input, scene);
    case 'looked-up':
    case 'cases-listed':
      return goOn(book, conversation, input, scene);
    case 'flows-published':
      return changeFlows(book, conversation, input, scene);
  }
}

/** How many of a citizen's cases the conversation remembers; all of them are in the store. */
const MOST_CASES = 50;

function officerTook(book: FlowBook, conversation: Conversation, caseId: CaseId, scene: Scene): Walked {
  if (!mayTakeOver(book, conversation, caseId)) return { conversation, effects: [] };
  const taken = takeOver(book, conversation, caseId, scene);
  if (conversation.speaker === 'officer' && conversation.withOfficer === caseId) return taken;
  const said = sayIn(book, taken.conversation, undefined, book.phrases['officer-took']);
  return { ...taken, effects: [said, ...taken.effects] };
}

function officerSaid(book: FlowBook, conversation: Conversation, input: OfficerSaid, scene: Scene): Walked {
  const said: Effect = {
    type: 'send',
    by: 'officer',
    message: { text: input.text },
    confidential: input.confidential,
    identity: false,
    caseId: input.caseId,
  };
  const answered = markCase(conversation, input.caseId, { answered: true });
  // The words are delivered, but the talk stays where it is; an open question is asked again below them.
  const next = mayTakeOver(book, answered, input.caseId)
    ? takeOver(book, answered, input.caseId, scene)
    : walk(book, answered, scene);
  return { ...next, effects: [said, ...next.effects] };
}

/** While a tố cáo is being told, no officer of another case may become the one who hears what comes next. */
function mayTakeOver(book: FlowBook, conversation: Conversation, caseId: CaseId): boolean {
  if (isDenunciation(conversation, caseId)) return true;
  if (conversation.speaker === 'officer') return !isWithDenunciation(conversation);
  return !isConfidential(book, conversation);
}

function takeOver(book: FlowBook, conversation: Conversation, caseId: CaseId, scene: Scene): Walked {
  const isOther = conversation.withOfficer !== undefined && conversation.withOfficer !== caseId;
  return {
    conversation: withOfficer({ ...conversation, silenceBroken: undefined, onFacebook: undefined }, caseId),
    effects: [
      ...(isOther ? botResumed(conversation) : threadBack(conversation)),
      silenceTimer(book.department, scene.now),
    ],
  };
}

/** The inbox gives the thread back: the person there is done. */
function threadGiven(book: FlowBook, conversation: Conversation, scene: Scene): Walked {
  if (!conversation.onFacebook) return { conversation, effects: [] };
  const { taken: _taken, ...onFacebook } = conversation.onFacebook;
  const ours = { ...conversation, onFacebook };
  const said = sayIn(book, ours, undefined, book.phrases['handed-back']);
  const back = walk(book, withBot(ours), scene);
  return { ...back, effects: [...botResumed(ours), said, ...back.effects] };
}

function handedBack(book: FlowBook, conversation: Conversation, caseId: CaseId, scene: Scene): Walked {
  const { speaker, withOfficer: speaking } = conversation;
  // Somebody else speaks by now, in another case: only he may give the conversation back.
  if (speaker !== 'officer' || (speaking !== undefined && speaking !== caseId))
    return { conversation, effects: [] };
  const said = sayIn(book, conversation, undefined, book.phrases['handed-back']);
  const back = walk(book, withBot(conversation), scene);
  const cleared: Effect = { type: 'clear-timer', name: OFFICER_SILENT };
  return { ...back, effects: [cleared, ...threadBack(conversation), said, ...back.effects] };
}

/** Nobody answered for long: the bot speaks again and says so, now or before it reads the next message. */
function officerSilent(book: FlowBook, conversation: Conversation, scene: Scene): Walked {
  const { speaker, onFacebook } = conversation;
  // A timer that was moved meanwhile may be on its way with its old time.
  if (speaker !== 'officer' || (onFacebook && scene.now < onFacebook.until))
    return { conversation, effects: [] };
  const resumed = botResumed(conversation);
  if (hasLastWord(conversation) || !mayStillSpeak(conversation, scene.now)) {
    const silenceBroken = { ...(conversation.withOfficer && { caseId: conversation.withOfficer }) };
    return { conversation: { ...withBot(conversation), silenceBroken }, effects: resumed };
  }
  const said = sayIn(book, conversation, undefined, book.phrases['officer-silent']);
  const back = walk(book, withBot(conversation), scene);
  return { ...back, effects: [...resumed, said, ...back.effects] };
}

/** Nothing more came: what was gathered is the answer, as if "Đã đủ" had been said. */
function silenceOver(book: FlowBook, conversation: Conversation, at: number, scene: Scene): Walked {
  const { speaker, confirming, silenceBroken, frames } = conversation;
  const gathered = frames.at(-1)?.gathered;
  // A timer that was moved meanwhile may be on its way with its old time.
  const isOver = gathered !== undefined && at >= gathered.until;
  if (!isOver || speaker === 'officer' || confirming || silenceBroken) return { conversation, effects: [] };
  return answer(book, conversation, { type: 'text', text: book.phrases.buttons.enough }, scene);
}

/** Lets the open step take what it waits for; anything else changes nothing. */
function goOn(book: FlowBook, conversation: Conversation, input: WorldInput, scene: Scene): Walked {
  const frame = conversation.frames.at(-1);
  if (!frame) return { conversation, effects: [] };
  const step = stepIn(book, frame);
  const visit = stepTypeOf(step).learn?.(step, input, makeTurn(book, conversation, frame, scene));
  return visit ? walk(book, conversation, scene, visit) : { conversation, effects: [] };
}

const isDenunciation = ({ cases }: Conversation, caseId: CaseId): boolean =>
  cases.some(({ id, kind }) => id === caseId && kind === 'to-cao');

const markCase = (conversation: Conversation, caseId: CaseId, mark: Partial<OwnCase>): Conversation => ({
  ...conversation,
  cases: conversation.cases.map((own) => (own.id === caseId ? { ...own, ...mark } : own)),
});

/** Opened again, it is as if it had never been withdrawn. */
const opened = { closed: false, withdrawal: undefined } as const;

/** A message about one case, by its code; about a tố cáo only for those who may know of it. */
function sayOfCase(
  book: FlowBook,
  conversation: Conversation,
  { caseId, code }: { readonly caseId: CaseId; readonly code: string },
  text: string,
  offer: Offer,
): Effect {
  const said = sayIn(book, conversation, undefined, text, { ...offer, with: { ...offer.with, ma: code } });
  const confidential = isDenunciation(conversation, caseId);
  // He must hear of it, also where Messenger takes it only later.
  return said.type === 'send' ? { ...said, confidential, caseId, lasting: true } : said;
}

/** Buttons that stay: what is closed may be rated, and opened again once, also when other things were said meanwhile. */
function afterAnswer(book: FlowBook, { cases }: Conversation, caseId: CaseId): readonly Button[] {
  const own = cases.find(({ id }) => id === caseId);
  if (!own) return [];
  const { buttons } = book.phrases;
  const offered = [
    { deed: 'rate', flow: RATE_FLOW, title: buttons.rate },
    { deed: 'dispute', flow: NOT_DONE_FLOW, title: buttons['not-done'] },
  ] as const;
  return offered
    .filter(({ deed, flow }) => fitsDeed(own, deed) && book.current.has(flow))
    .map(({ flow, title }) => ({
      type: 'command',
      title,
      payload: commandPayload({ type: 'call', flow, about: own.code }),
    }));
}
