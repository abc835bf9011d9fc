import type { FileRef } from '../conversation/answer';
import type { Case, CaseEffect, HistoryEntry, Officer } from './case';
import { applyPaper } from './papers';
import { needsPaper } from './withdrawal';

/** What an officer does. `requestId` names the request: the same one twice acts once. */
export type OfficerAction = { readonly by: Officer; readonly requestId: string } & (
  | { readonly type: 'claim' }
  | { readonly type: 'reply'; readonly text: string }
  | { readonly type: 'note'; readonly text: string }
  | { readonly type: 'show-numbers' | 'fetch-original' }
  /** `file` names a photo. */
  | { readonly type: 'mark-paper' | 'unmark-paper' | 'delete-paper'; readonly file: string }
  | { readonly type: 'hand-back' }
  | { readonly type: 'close'; readonly reason: string }
  | { readonly type: 'reopen'; readonly reason: string }
  /** `paper` names the signed đơn or minutes where the law wants them, see `needsPaper`. */
  | { readonly type: 'confirm-withdrawal'; readonly paper?: string | undefined }
  | { readonly type: 'decline-withdrawal'; readonly reason: string }
);

/** What the conversation tells its case. */
export type SystemAction =
  | { readonly type: 'citizen-said'; readonly eventId: string }
  | { readonly type: 'officer-asked-for'; readonly eventId: string; readonly urgent?: boolean }
  | { readonly type: 'bot-resumed'; readonly eventId: string }
  | { readonly type: 'staff-answered' | 'staff-took'; readonly eventId: string }
  | { readonly type: 'reply-delivered'; readonly eventId: string }
  | {
      readonly type: 'reply-held' | 'reply-failed' | 'form-failed';
      readonly eventId: string;
      readonly reason: string;
    };

/** What the citizen tells of his own case after it was sent. Never refused: what he said must not be lost. */
export type CitizenAction = { readonly eventId: string } & (
  | { readonly type: 'added'; readonly text: string; readonly files: readonly FileRef[] }
  | { readonly type: 'withdrawal-asked'; readonly text: string }
  | { readonly type: 'rated'; readonly score: number; readonly text: string }
  | { readonly type: 'not-done'; readonly text: string }
);

export type CaseAction = OfficerAction | SystemAction | CitizenAction;
export type CaseActionType = OfficerAction['type'];

export type Applied = { readonly state: Case; readonly effects: readonly CaseEffect[] };
/** Why not, as a sentence for the officer. */
export type Refusal = { readonly refused: string };

/**
 * Takes one action on a case. Looks only at the case itself; whether this officer may act at all is `may`'s matter.
 * What is in the history stays (only the line for words of
 * the citizen moves on with the next ones), and an id that it holds already changes nothing.
 */
export function applyCaseAction(state: Case, action: CaseAction, now: number): Applied | Refusal {
  const id = 'requestId' in action ? action.requestId : action.eventId;
  if (state.history.some((entry) => entry.id === id)) return { state, effects: [] };

  switch (action.type) {
    case 'claim':
      return claim(state, action, now);
    case 'reply':
      return reply(state, action, now);
    case 'note':
      return done(grow(state, entryBy(action, now, { type: 'noted', text: action.text })));
    case 'show-numbers':
      // Looking changes nothing, so the case does not move up in the list.
      return done({
        ...grow(state, entryBy(action, now, { type: 'numbers-shown' })),
        updatedAt: state.updatedAt,
      });
    case 'fetch-original':
      return done({
        ...grow(state, entryBy(action, now, { type: 'original-fetched' })),
        updatedAt: state.updatedAt,
      });
    case 'mark-paper':
    case 'unmark-paper':
    case 'delete-paper':
      return applyPaper(state, action, now);
    case 'hand-back':
      return handBack(state, action, now);
    case 'close':
      return close(state, action, now);
    case 'reopen':
      if (state.status !== 'dong') return { refused: 'Hồ sơ đang mở nên không cần mở lại.' };
      return {
        state: {
          ...grow(state, entryBy(action, now, { type: 'reopened', reason: action.reason })),
          status: 'dang-xu-ly',
          withdrawal: undefined,
        },
        effects: [{ type: 'tell-reopened' }],
      };
    case 'confirm-withdrawal':
      return confirmWithdrawal(state, action, now);
    case 'decline-withdrawal':
      if (state.withdrawal !== 'asked') return { refused: notAsked };
      return {
        state: {
          ...grow(state, entryBy(action, now, { type: 'withdrawal-declined', reason: action.reason })),
          withdrawal: undefined,
          waiting: saysMoreThanWithdraw(state.history),
        },
        effects: [{ type: 'tell-withdrawal', confirmed: false, reason: action.reason }],
      };
    case 'added':
      return done({
        ...grow(state, { id, at: now, by: 'citizen', type: action.type, text: action.text }),
        files: [...state.files, ...action.files],
        ...unanswered(state),
      });
    case 'withdrawal-asked':
      return done({
        ...grow(state, { id, at: now, by: 'citizen', type: action.type, text: action.text }),
        waiting: true,
        ...(state.status !== 'dong' && { withdrawal: 'asked' }),
      });
    case 'rated': {
      const { score, text } = action;
      // Nobody has to do anything about it, so the case does not move up in the list.
      return done({
        ...grow(state, { id, at: now, by: 'citizen', type: action.type, score, text }),
        updatedAt: state.updatedAt,
        rating: score,
      });
    }
    case 'not-done':
      return notDone(state, action, now);
    case 'citizen-said':
      // A closed case stays closed: an officer decides whether what came later opens it again.
      return done({ ...growByWords(state, action.type, id, now), ...unanswered(state) });
    case 'officer-asked-for':
      // From here on the bot is silent, so an officer must be able to hand back.
      return done({
        ...grow(state, { id, at: now, by: 'citizen', type: action.type }),
        waiting: true,
        speaking: true,
        ...(action.urgent === true && { urgent: true }),
      });
    case 'reply-held':
    case 'reply-failed':
      // Nobody has been answered after all.
      return done({
        ...grow(state, { id, at: now, by: 'system', type: action.type, text: action.reason }),
        ...unanswered(state),
      });
    case 'form-failed':
      // The citizen is told where else to get it; whether he still waits for an answer is another matter.
      return done(grow(state, { id, at: now, by: 'system', type: action.type, text: action.reason }));
    case 'reply-delivered':
      return done({
        ...grow(state, { id, at: now, by: 'system', type: action.type }),
        ...(!hasMoreToAnswer(state) && answered(state)),
      });
    case 'staff-took':
      return done({
        ...grow(state, { id, at: now, by: 'system', type: action.type }),
        speaking: true,
      });
    case 'staff-answered':
      // Here too the bot is silent from now on.
      return done({
        ...growByWords(state, action.type, id, now),
        waiting: false,
        urgent: undefined,
        speaking: true,
      });
    case 'bot-resumed':
      return done({ ...grow(state, { id, at: now, by: 'system', type: action.type }), speaking: false });
    default:
      return unheardOf(action);
  }
}

type Taking<T extends CaseActionType> = Extract<OfficerAction, { type: T }>;

/** An officer who may claim may also take over from another; the history then names both. */
function claim(state: Case, action: OfficerAction, now: number): Applied | Refusal {
  if (state.status === 'dong') return { refused: 'Hồ sơ đã đóng. Xin mở lại hồ sơ trước khi nhận xử lý.' };
  if (state.assignee?.id === action.by.id) return { refused: 'Anh/Chị đang phụ trách hồ sơ này rồi.' };
  return done({
    ...grow(state, entryBy(action, now, { type: 'claimed' })),
    assignee: { id: action.by.id, name: action.by.name },
    status: state.status === 'moi' ? 'dang-xu-ly' : state.status,
  });
}

function reply(state: Case, action: Taking<'reply'>, now: number): Applied | Refusal {
  if (state.status === 'dong') return { refused: 'Hồ sơ đã đóng. Xin mở lại hồ sơ trước khi trả lời.' };
  if (!state.assignee) {
    const claimed = claim(state, { ...action, requestId: `${action.requestId}:claim` }, now);
    return 'refused' in claimed ? claimed : reply(claimed.state, action, now);
  }
  if (state.assignee.id !== action.by.id) {
    return {
      refused: `Hồ sơ đang do ${state.assignee.name} phụ trách. Xin nhận xử lý hồ sơ trước khi trả lời.`,
    };
  }
  const say: CaseEffect = { type: 'say', text: action.text };
  return {
    state: {
      ...grow(state, entryBy(action, now, { type: 'replied', text: action.text })),
      status: 'da-tra-loi',
      waiting: false,
      urgent: undefined,
      speaking: true,
    },
    effects: state.speaking ? [say] : [{ type: 'take' }, say],
  };
}

function handBack(state: Case, action: OfficerAction, now: number): Applied | Refusal {
  if (!state.speaking) return { refused: 'Hệ thống tự động đang trò chuyện với công dân rồi.' };
  return {
    state: { ...grow(state, entryBy(action, now, { type: 'handed-back' })), speaking: false },
    effects: [{ type: 'hand-back' }],
  };
}

function close(state: Case, action: Taking<'close'>, now: number): Applied | Refusal {
  if (state.status === 'dong') return { refused: 'Hồ sơ đã đóng rồi.' };
  const told: CaseEffect = { type: 'tell-closed' };
  return {
    state: {
      ...grow(state, entryBy(action, now, { type: 'closed', reason: action.reason })),
      status: 'dong',
      waiting: false,
      urgent: undefined,
      speaking: false,
      withdrawal: undefined,
    },
    // Told first: what the bot asks after the hand-back must be the last thing that stands in the chat.
    effects: state.speaking ? [told, { type: 'hand-back' }] : [told],
  };
}

const notAsked = 'Công dân không đề nghị rút hồ sơ này, hoặc đề nghị đã được giải quyết.';

function confirmWithdrawal(
  state: Case,
  action: Taking<'confirm-withdrawal'>,
  now: number,
): Applied | Refusal {
  if (state.withdrawal !== 'asked') return { refused: notAsked };
  const { paper } = action;
  if (needsPaper(state) && !paper)
    return { refused: 'Xin ghi số, ngày của đơn rút hoặc biên bản có chữ ký hoặc điểm chỉ.' };
  const told: CaseEffect = { type: 'tell-withdrawal', confirmed: true };
  return {
    state: {
      ...grow(state, entryBy(action, now, { type: 'withdrawal-confirmed', ...(paper && { text: paper }) })),
      withdrawal: 'confirmed',
      status: 'dong',
      waiting: false,
      urgent: undefined,
      speaking: false,
    },
    effects: state.speaking ? [told, { type: 'hand-back' }] : [told],
  };
}

/** Whether the citizen waits for more than a word on the withdrawal. */
function saysMoreThanWithdraw(history: readonly HistoryEntry[]): boolean {
  const answered = history.findLastIndex(({ type }) => type === 'replied');
  const since = history.slice(answered + 1);
  return since.some(({ by, type }) => by === 'citizen' && type !== 'withdrawal-asked' && type !== 'rated');
}

/** Opens an answered case again, once; from then on it is an officer's decision. */
function notDone(
  state: Case,
  { eventId, text }: Extract<CitizenAction, { type: 'not-done' }>,
  now: number,
): Applied {
  const told = grow(state, { id: eventId, at: now, by: 'citizen', type: 'not-done', text });
  const isAnswered = state.status === 'da-tra-loi' || state.status === 'dong';
  if (!isAnswered || state.disputed || state.withdrawal === 'confirmed')
    return done({ ...told, waiting: true });
  return done({ ...told, status: 'dang-xu-ly', waiting: true, disputed: true });
}

type Deed<T> = T extends HistoryEntry ? Omit<T, 'id' | 'at' | 'by'> : never;

const entryBy = (action: OfficerAction, at: number, deed: Deed<HistoryEntry>): HistoryEntry => ({
  id: action.requestId,
  at,
  by: { id: action.by.id, name: action.by.name },
  ...deed,
});

const grow = (state: Case, entry: HistoryEntry): Case => ({
  ...state,
  updatedAt: entry.at,
  history: [...state.history, entry],
});

/** A talk of a hundred messages is one line: the words themselves stand in the transcript. */
function growByWords(state: Case, type: 'citizen-said' | 'staff-answered', id: string, at: number): Case {
  const last = state.history.at(-1);
  const history = last?.type === type ? state.history.slice(0, -1) : state.history;
  return grow({ ...state, history }, { id, at, by: type === 'citizen-said' ? 'citizen' : 'system', type });
}

/** Whether the citizen wrote something after the answer that did not reach him at once. */
const hasMoreToAnswer = ({ history }: Case): boolean =>
  history.findLastIndex(({ type }) => type === 'citizen-said' || type === 'officer-asked-for') >
  history.findLastIndex(({ type }) => type === 'reply-held' || type === 'reply-failed');

const answered = ({ status }: Case): Pick<Case, 'waiting' | 'status'> => ({
  waiting: false,
  status: status === 'dang-xu-ly' ? 'da-tra-loi' : status,
});

/** "Đã trả lời" holds only until the citizen waits for an answer again. */
const unanswered = ({ status }: Case): Pick<Case, 'waiting' | 'status'> => ({
  waiting: true,
  status: status === 'da-tra-loi' ? 'dang-xu-ly' : status,
});

const done = (state: Case): Applied => ({ state, effects: [] });

/** Fails to compile when an action above has no answer. */
function unheardOf(action: never): never {
  throw new Error(`no such case action: ${String((action as { type: unknown }).type)}`);
}
