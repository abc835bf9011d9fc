import { applyCaseAction, type CaseAction } from '../../src/cases/apply-action';
import type { Case, CaseId, Kind, Officer, OfficerId } from '../../src/cases/case';
import { glimpseOf, ownGlimpseOf } from '../../src/cases/glimpse';
import { openCase } from '../../src/cases/open-case';
import { receiptCode } from '../../src/cases/receipt-code';
import { advance, type Advanced } from '../../src/conversation/advance';
import { showAnswer, type FileRef } from '../../src/conversation/answer';
import { newConversation, type Conversation } from '../../src/conversation/conversation';
import type { ConversationId } from '../../src/conversation/conversation-id';
import type { Effect, Outgoing } from '../../src/conversation/effects';
import { failTurn } from '../../src/conversation/fail-turn';
import { makeFlowBook, type FlowBook } from '../../src/conversation/flow-book';
import type { CitizenInput, Input } from '../../src/conversation/input';

/** What somebody does in a story. One of the first fields; the others add to it. */
export type Act = {
  readonly citizen?: string;
  /** The words are said that many times over in one message. */
  readonly times?: number;
  /** The title of something offered in the last messages, or with `old` in earlier ones. */
  readonly tap?: string;
  readonly old?: boolean;
  readonly payload?: string;
  readonly files?: readonly FileRef['type'][];
  /** Comes with the files. */
  readonly text?: string;
  readonly wordless?: string;
  /** An officer writes, in the newest case or in the one of that number. */
  readonly officer?: string;
  readonly officerDoes?:
    'take' | 'hand-back' | 'close' | 'reopen' | 'confirm-withdrawal' | 'decline-withdrawal';
  readonly case?: number;
  readonly staff?: string;
  /** Facebook's inbox takes the thread, gives it back, or asks for it. */
  readonly inbox?: 'takes' | 'gives' | 'wants';
  /** The citizen writes while the inbox has the thread. */
  readonly aside?: string;
  readonly reacts?: true;
  /** Messenger did not take a message, which waits. */
  readonly held?: true;
  readonly timer?: string;
  /** Messenger refuses the file of the form that was sent last. */
  readonly formFails?: true;
  /** A flow is published anew and its old version is lost. */
  readonly lose?: string;
  /** Minutes that pass first; without it, one. */
  readonly after?: number;
  /** The same in milliseconds, for what fingers do. */
  readonly afterMs?: number;
  /** Meta's timestamp lies that many minutes back. */
  readonly late?: number;
};

/** What came of it, as a reader of the chat sees it. */
export type Said = {
  readonly bot: readonly (Pick<Outgoing, 'text' | 'buttons'> &
    Marks & { readonly choices?: readonly string[] })[];
  readonly effects?: readonly unknown[];
  /** How the act itself is marked in the transcript. */
  readonly marked?: readonly string[];
  readonly failed?: true;
};
type Marks = { readonly confidential?: true; readonly identity?: true; readonly by?: 'officer' };

export type Ends = {
  readonly speaker: Conversation['speaker'];
  readonly at: readonly string[];
  readonly answers: readonly string[];
  readonly cases: readonly string[];
};

const MINUTE = 60_000;
const officer: Officer = {
  id: 'o-truc' as OfficerId,
  name: 'Cán bộ trực',
  role: 'duty-officer',
  username: 'truc',
};
const codeOf = (number: number) => receiptCode(new Uint8Array(7).fill(37 * number));
const idOf = (number: number) => `case-${number}` as CaseId;

/** Plays one conversation on the real engine; the world around it does at once what effects ask for. */
export function openStory(shipped: FlowBook, start: number) {
  let book = shipped;
  let now = start;
  let events = 0;
  let state = newConversation('conversation-1' as ConversationId);
  const kinds: Kind[] = [];
  /** The cases as the store would hold them. */
  const stored = new Map<CaseId, Case>();
  let form: Extract<Effect, { type: 'send-form' }> | undefined;
  let offered: (Outgoing['choices'] & object)[] = [];

  function take(
    input: Record<string, unknown> & { type: string },
    at: number,
  ): { taken: Advanced; failed: boolean } {
    events += 1;
    // What the store gives back, not what the last turn left in memory.
    const before = JSON.parse(JSON.stringify(state)) as Conversation;
    const full = { eventId: `event-${events}`, at, ...input } as Input;
    let taken: Advanced;
    let failed = false;
    try {
      taken = advance(book, before, full, now);
    } catch {
      taken = failTurn(book, before, full);
      failed = true;
    }
    state = taken.state;
    return { taken, failed };
  }

  /** Takes one input and whatever the world answers to its effects. */
  function takeAll(input: Record<string, unknown> & { type: string }, at: number) {
    const first = take(input, at);
    const effects: Effect[] = [...first.taken.effects];
    let { failed } = first;
    for (let done = 0; done < effects.length && done < 200; done += 1) {
      const answer = answerOf(effects[done]);
      if (!answer) continue;
      const next = take(answer, at);
      failed ||= next.failed;
      effects.push(...next.taken.effects);
    }
    return { effects, mark: first.taken.mark, failed };
  }

  /** What a case becomes by an act; refused or unknown, it stays. */
  function change(caseId: CaseId, action: CaseAction) {
    const about = stored.get(caseId);
    const applied = about && applyCaseAction(about, action, now);
    if (applied && 'state' in applied) stored.set(caseId, applied.state);
  }

  function answerOf(effect: Effect | undefined): (Record<string, unknown> & { type: string }) | undefined {
    if (effect?.type === 'tell-case') {
      change(effect.caseId, { ...effect.told, eventId: `told-${events}` });
      return undefined;
    }
    if (effect?.type === 'add-to-case')
      change(effect.caseId, { type: 'citizen-said', eventId: `added-${events}` });
    if (effect?.type === 'list-cases') {
      const listed = effect.caseIds.flatMap((id) => stored.get(id) ?? []);
      return { type: 'cases-listed', cases: listed.map(ownGlimpseOf) };
    }
    if (effect?.type === 'open-case') {
      const { kind, reason } = effect.draft;
      kinds.push(kind);
      const number = kinds.length;
      const ids = { id: idOf(number), code: codeOf(number), eventId: `opened-${number}` };
      stored.set(ids.id, openCase(effect.draft, ids, now));
      return { type: 'case-opened', caseId: idOf(number), code: codeOf(number), kind, openedAt: now, reason };
    }
    if (effect?.type !== 'look-up') return undefined;
    const found = [...stored.values()].find(({ code }) => code === effect.code);
    return { type: 'looked-up', ...(found && { found: glimpseOf(found) }) };
  }

  function inputOf(act: Act): Record<string, unknown> & { type: string } {
    const number = act.case ?? kinds.length;
    const about = { caseId: idOf(number) };
    const done = { by: officer, requestId: `request-${events}` };
    if (act.citizen !== undefined)
      return { type: 'text', text: act.citizen.repeat(act.times ?? 1) } satisfies CitizenInput;
    if (act.tap !== undefined) {
      const places = act.old ? offered.slice(1) : offered.slice(0, 1);
      const choice = places.flat().find(({ title }) => title === act.tap);
      if (!choice) throw new Error(`"${act.tap}" is not offered${act.old ? ' earlier' : ''}`);
      return { type: 'tap', title: choice.title, payload: choice.payload };
    }
    if (act.payload !== undefined) return { type: 'tap', payload: act.payload, title: '' };
    if (act.files) {
      const files = act.files.map((type, at) => ({
        id: `event-${events + 1}-${at}`,
        type,
        ...(type === 'location' && { name: 'Vị trí 20.85641, 106.68245' }),
      }));
      return { type: 'files', files, ...(act.text !== undefined && { text: act.text }) };
    }
    if (act.wordless !== undefined) return { type: 'wordless', what: act.wordless };
    if (act.officer !== undefined) {
      change(about.caseId, { ...done, type: 'reply', text: act.officer });
      return {
        type: 'officer-said',
        text: act.officer,
        ...about,
        confidential: kinds[number - 1] === 'to-cao',
      };
    }
    if (act.officerDoes === 'take') return { type: 'officer-took', ...about };
    if (act.officerDoes === 'hand-back') return { type: 'handed-back', ...about };
    if (act.officerDoes === 'close') {
      change(about.caseId, { ...done, type: 'close', reason: 'Đã xong' });
      return { type: 'case-closed', ...about, code: codeOf(number) };
    }
    if (act.officerDoes === 'reopen') {
      change(about.caseId, { ...done, type: 'reopen', reason: 'Xem lại' });
      return { type: 'case-reopened', ...about };
    }
    if (act.officerDoes === 'confirm-withdrawal') {
      change(about.caseId, { ...done, type: 'confirm-withdrawal', paper: 'Đơn rút số 12' });
      return { type: 'withdrawal-decided', ...about, code: codeOf(number) };
    }
    if (act.officerDoes === 'decline-withdrawal') {
      const reason = 'Việc đang được xác minh.';
      change(about.caseId, { ...done, type: 'decline-withdrawal', reason });
      return { type: 'withdrawal-decided', ...about, code: codeOf(number), reason };
    }
    if (act.formFails) return { type: 'form-failed', said: form?.failed };
    if (act.staff !== undefined) return { type: 'staff-said', text: act.staff };
    if (act.inbox === 'wants') return { type: 'thread-wanted', appId: '263902037430900' };
    if (act.inbox !== undefined) return { type: act.inbox === 'takes' ? 'thread-taken' : 'thread-given' };
    if (act.aside !== undefined) return { type: 'said-aside', said: { type: 'text', text: act.aside } };
    if (act.reacts) return { type: 'touched' };
    if (act.held) return { type: 'message-held', heardAt: state.heardAt };
    if (act.timer !== undefined) return { type: 'timer', name: act.timer };
    throw new Error(`nobody knows what to do with ${JSON.stringify(act)}`);
  }

  return {
    act(act: Act): Said {
      now += act.afterMs ?? (act.after ?? 1) * MINUTE;
      if (act.lose !== undefined) {
        book = publishAnew(book, act.lose);
        return { bot: [] };
      }
      const { effects, mark, failed } = takeAll(inputOf(act), now - (act.late ?? 0) * MINUTE);
      form = effects.findLast((effect) => effect.type === 'send-form') ?? form;
      const sends = effects.filter((effect) => effect.type === 'send');
      const bySpeech = sends.flatMap(({ message: { choices, buttons = [] } }) => {
        const commands = buttons.filter((button) => button.type === 'command');
        return choices || commands.length > 0 ? [[...(choices ?? []), ...commands]] : [];
      });
      // What is under an earlier message is still there for a finger, but it is not what is asked now.
      if (sends.length > 0) offered = [bySpeech.at(-1) ?? [], ...bySpeech.slice(0, -1).reverse(), ...offered];
      const rest = effects.flatMap((effect) => (effect.type === 'send' ? [] : [showEffect(effect, now)]));
      const marked = Object.entries(mark).flatMap(([name, holds]) => (holds ? [name] : []));
      return {
        bot: sends.map((send) => ({
          ...(send.by === 'officer' && { by: 'officer' as const }),
          text: shorten(send.message.text),
          ...(send.message.choices && { choices: send.message.choices.map(({ title }) => title) }),
          ...(send.message.buttons && { buttons: send.message.buttons }),
          ...(send.confidential && { confidential: true as const }),
          ...(send.identity && { identity: true as const }),
        })),
        ...(rest.length > 0 && { effects: rest }),
        ...(marked.length > 0 && { marked }),
        ...(failed && { failed: true as const }),
      };
    },
    ends: (): Ends => ({
      speaker: state.speaker,
      at: state.frames.map(({ flow, step }) => `${flow}/${step}`),
      answers: Object.entries(state.answers).map(
        ([name, answer]) => `${name}: ${shorten(showAnswer(answer))}`,
      ),
      cases: state.cases.map(({ code, kind, closed }) => `${code} ${kind}${closed ? ' closed' : ''}`),
    }),
    state: () => state,
  };
}

function publishAnew(book: FlowBook, flowId: string): FlowBook {
  const versions = [...book.current.values()].map(({ flow, number }) => ({
    flow,
    number: flow.id === flowId ? number + 1 : number,
  }));
  return makeFlowBook(versions, book.phrases, book.department);
}

function showEffect(effect: Exclude<Effect, { type: 'send' }>, now: number): string | object {
  switch (effect.type) {
    case 'forget-files':
      return { 'forget-files': effect.files.length, why: effect.why };
    case 'forget-words':
      return `forget-words of ${Math.round((now - effect.since) / 60_000)} minutes: ${effect.why}`;
    case 'open-case': {
      const { kind, reason, summary, answers, files, excluded } = effect.draft;
      const shown = answers.map(
        ({ label, answer, identity }) =>
          `${label}${identity ? ' (identity)' : ''}: ${shorten(showAnswer(answer))}`,
      );
      const round = excluded && { excluded: [...excluded.roles, ...excluded.accounts] };
      return {
        'open-case': kind,
        reason,
        summary,
        answers: shown,
        files: files.map(({ type }) => type),
        ...round,
      };
    }
    case 'send-form':
      return `send-form ${effect.code}`;
    case 'add-to-case':
    case 'ask-for-officer':
    case 'bot-resumed':
    case 'staff-answered':
    case 'staff-took':
      return `${effect.type} ${effect.caseId}`;
    case 'list-cases':
      return `list-cases ${effect.caseIds.join(' ')}`;
    case 'tell-case': {
      const { type, text, ...more } = effect.told;
      const files = 'files' in more ? { files: more.files.map((file) => file.type) } : more;
      return { 'tell-case': effect.caseId, [type]: text, ...files };
    }
    case 'deliver-held':
    case 'hush':
    case 'take-thread':
      return effect.type;
    case 'pass-thread':
      return `pass-thread to ${effect.appId}`;
    case 'look-up':
      return `look-up ${effect.code}`;
    case 'set-timer':
      return `set-timer ${effect.name} in ${(effect.dueAt - now) / MINUTE} minutes`;
    case 'clear-timer':
      return `clear-timer ${effect.name}`;
  }
}

/** Nobody reads 20,000 letters in a golden file. */
const shorten = (text: string) =>
  text.length <= 1_500 ? text : `${text.slice(0, 80)} [… ${text.length} in all …] ${text.slice(-80)}`;
