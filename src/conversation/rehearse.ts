import type { CaseId } from '../cases/case';
import { advance, type Advanced } from './advance';
import { newConversation, type Conversation } from './conversation';
import type { ConversationId } from './conversation-id';
import type { Button, Choice, Effect } from './effects';
import { failTurn } from './fail-turn';
import type { FlowBook } from './flow-book';
import { GATHERED } from './gathering';
import type { Input } from './input';
import { enterFlow, walk } from './walk';

/** What somebody does who tries a flow out. */
export type RehearsalAct =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tap'; readonly payload: string; readonly title: string }
  | { readonly type: 'photo' };

export type RehearsalLine =
  | { readonly from: 'citizen'; readonly text: string }
  | {
      readonly from: 'bot';
      readonly text: string;
      readonly choices: readonly Choice[];
      readonly buttons: readonly Button[];
    }
  /** What would happen in the world. */
  | { readonly from: 'system'; readonly text: string };

export type Rehearsal = {
  readonly lines: readonly RehearsalLine[];
  /** Where it stands: `phan-anh/noi-dung`; undefined when nothing is under way. */
  readonly at: string | undefined;
};

const MINUTE = 60_000;
/** A code that looks like a real one and belongs to no case: it has a letter that codes leave out. */
export const SAMPLE_CODE = 'THU0-NGH1-EM0';
const MOST_EFFECTS = 200;

/**
 * Plays what somebody does, from the beginning, on the real engine. Nothing is stored or sent, a case is only said to be
 * opened, and time goes on by a minute with each act.
 * @param from the flow to begin with; without it, the entry, as a citizen does
 */
export function rehearse(
  book: FlowBook,
  acts: readonly RehearsalAct[],
  about: { readonly start: number; readonly from?: string },
): Rehearsal {
  let now = about.start;
  let events = 0;
  let state = newConversation('thu' as ConversationId);
  const lines: RehearsalLine[] = [];

  const take = (input: WithoutEvent): readonly Effect[] => {
    events += 1;
    if (input.type === 'timer') now += MINUTE;
    const full = { eventId: `thu-${events}`, at: now, ...input } as Input;
    const taken = attempt(() => advance(book, state, full, now), failTurnOf(book, state, full));
    if (taken.failed)
      lines.push({ from: 'system', text: 'Lượt này bị lỗi; cán bộ sẽ nhận một hồ sơ để xem.' });
    state = taken.advanced.state;
    return taken.advanced.effects;
  };
  const play = (effects: readonly Effect[]): void => {
    const open = [...effects];
    for (let done = 0; done < open.length && done < MOST_EFFECTS; done += 1) {
      const effect = open[done];
      if (!effect) continue;
      lines.push(...shown(effect));
      const answer = answerOf(effect, now);
      if (answer) open.push(...take(answer));
    }
  };

  if (about.from !== undefined) {
    const walked = walk(book, enterFlow(book, state, about.from), { eventId: 'thu-0', at: now, now });
    state = walked.conversation;
    play(walked.effects);
  }
  for (const act of acts) {
    now += MINUTE;
    lines.push({ from: 'citizen', text: wordsOf(act) });
    play(take(inputOf(act, events)));
  }
  const frame = state.frames.at(-1);
  return { lines, at: frame && `${frame.flow}/${frame.step}` };
}

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
type WithoutEvent = Without<Input, 'eventId' | 'at'>;

const failTurnOf = (book: FlowBook, state: Conversation, input: Input) => () => failTurn(book, state, input);

/** As in a real turn: a flow that is broken ends in an apology. */
function attempt(decide: () => Advanced, fail: () => Advanced): { advanced: Advanced; failed: boolean } {
  try {
    return { advanced: decide(), failed: false };
  } catch {
    return { advanced: fail(), failed: true };
  }
}

const wordsOf = (act: RehearsalAct): string =>
  act.type === 'text' ? act.text : act.type === 'tap' ? act.title : '[Ảnh]';

const inputOf = (act: RehearsalAct, events: number): WithoutEvent =>
  act.type === 'photo' ? { type: 'files', files: [{ id: `thu-anh-${events}`, type: 'image' }] } : act;

function answerOf(effect: Effect, now: number): WithoutEvent | undefined {
  if (effect.type === 'open-case') {
    const { kind, reason = 'sent' } = effect.draft;
    return {
      type: 'case-opened',
      caseId: 'thu' as CaseId,
      code: SAMPLE_CODE,
      kind,
      openedAt: now,
      reason,
    };
  }
  // Nobody who tries something out wants to wait whether he says more.
  if (effect.type === 'set-timer' && effect.name === GATHERED) return { type: 'timer', name: GATHERED };
  if (effect.type === 'list-cases') return { type: 'cases-listed', cases: [] };
  return effect.type === 'look-up' ? { type: 'looked-up' } : undefined;
}

function shown(effect: Effect): RehearsalLine[] {
  switch (effect.type) {
    case 'send': {
      const { text, choices = [], buttons = [] } = effect.message;
      return [{ from: 'bot', text, choices, buttons }];
    }
    case 'open-case':
      return [note(`Ghi hồ sơ loại “${effect.draft.kind}” (chỉ là thử, không lưu).`)];
    case 'look-up':
      return [note('Tìm hồ sơ theo mã (khi thử thì không có hồ sơ nào).')];
    case 'list-cases':
      return [note('Tìm các hồ sơ của công dân (khi thử thì không có hồ sơ nào).')];
    case 'tell-case':
      return [note('Báo cho hồ sơ điều công dân đề nghị.')];
    case 'send-form':
      return [note('Gửi mẫu đơn đã điền, dạng tệp Word.')];
    case 'ask-for-officer':
      return [note('Báo cán bộ rằng công dân đề nghị gặp.')];
    case 'add-to-case':
      return [note('Chuyển nội dung vào hồ sơ đang có.')];
    default:
      return [];
  }
}

const note = (text: string): RehearsalLine => ({ from: 'system', text });
