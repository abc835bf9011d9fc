import type { CaseId } from '../cases/case';
import type { Conversation } from './conversation';
import type { Effect } from './effects';
import type { FlowBook } from './flow-book';
import type { CitizenInput, Input } from './input';
import { makeTurn, sayIn, type Scene } from './make-turn';
import { botResumed, OFFICER_SILENT, silenceTimer, withBot } from './officer-speaks';
import { stepTypeOf } from './steps';
import { stepIn, walk, type Walked } from './walk';

type WorldInput = Exclude<Input, CitizenInput>;

/** Takes what happened elsewhere: an officer's act, a timer, the answer to something that a step asked for. */
export function learn(book: FlowBook, conversation: Conversation, input: WorldInput, scene: Scene): Walked {
  switch (input.type) {
    case 'officer-took': {
      const taken = withOfficer(book, conversation, input.caseId, scene);
      if (conversation.speaker === 'officer' && conversation.withOfficer === input.caseId) return taken;
      return {
        ...taken,
        effects: [sayIn(book, taken.conversation, undefined, book.phrases['officer-took']), ...taken.effects],
      };
    }
    case 'officer-said': {
      const taken = withOfficer(book, conversation, input.caseId, scene);
      const said: Effect = {
        type: 'send',
        by: 'officer',
        message: { text: input.text },
        confidential: input.confidential,
        identity: false,
      };
      return { ...taken, effects: [said, ...taken.effects] };
    }
    case 'staff-said':
      return {
        conversation: { ...conversation, speaker: 'officer' },
        effects: [silenceTimer(book.department, scene.now)],
      };
    case 'handed-back': {
      if (conversation.speaker !== 'officer') return { conversation, effects: [] };
      const said = sayIn(book, conversation, undefined, book.phrases['handed-back']);
      const back = walk(book, withBot(conversation), scene);
      return { ...back, effects: [{ type: 'clear-timer', name: OFFICER_SILENT }, said, ...back.effects] };
    }
    case 'case-closed': {
      const cases = conversation.cases.map((own) =>
        own.id === input.caseId ? { ...own, closed: true } : own,
      );
      const closed = { ...conversation, cases };
      const text = book.phrases['case-closed'];
      const confidential = cases.some(({ id, kind }) => id === input.caseId && kind === 'to-cao');
      const said = sayIn(book, closed, undefined, text, { with: { ma: input.code } });
      return { conversation: closed, effects: [said.type === 'send' ? { ...said, confidential } : said] };
    }
    case 'case-opened': {
      const { caseId: id, code, kind } = input;
      const asked = input.reason === 'asked-for-officer' && conversation.speaker === 'officer';
      const opened: Conversation = {
        ...conversation,
        cases: [...conversation.cases.filter((own) => own.id !== id), { id, code, kind }],
        ...(asked && { withOfficer: id }),
      };
      return goOn(book, opened, input, scene);
    }
    case 'timer':
      if (input.name === OFFICER_SILENT) {
        return { conversation: withBot(conversation), effects: botResumed(conversation) };
      }
      return goOn(book, conversation, input, scene);
    case 'looked-up':
      return goOn(book, conversation, input, scene);
  }
}

/** Lets the open step take what it waits for; anything else changes nothing. */
function goOn(book: FlowBook, conversation: Conversation, input: WorldInput, scene: Scene): Walked {
  const frame = conversation.frames.at(-1);
  if (!frame) return { conversation, effects: [] };
  const step = stepIn(book, frame);
  const visit = stepTypeOf(step).learn?.(step, input, makeTurn(book, conversation, frame, scene));
  return visit ? walk(book, conversation, scene, visit) : { conversation, effects: [] };
}

function withOfficer(book: FlowBook, conversation: Conversation, caseId: CaseId, scene: Scene): Walked {
  return {
    conversation: { ...conversation, speaker: 'officer', withOfficer: caseId },
    effects: [silenceTimer(book.department, scene.now)],
  };
}
