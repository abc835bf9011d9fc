import type { Applied, OfficerAction, Refusal } from './apply-action';
import type { Case, HistoryEntry } from './case';

/** A photo that an officer took for somebody's identity paper. Marked, nobody is shown it; deleted, it is gone. */
export type Paper = { readonly file: string; readonly state: 'marked' | 'deleted' };

export type PaperAction = Extract<OfficerAction, { type: 'mark-paper' | 'unmark-paper' | 'delete-paper' }>;
export type PaperDeed = PaperAction['type'];

export const paperDeeds = ['mark-paper', 'unmark-paper', 'delete-paper'] as const;

/** What became of a photo in this case; undefined: nobody took it for an identity paper. */
export const paperIn = ({ papers }: Pick<Case, 'papers'>, file: string): Paper['state'] | undefined =>
  papers?.find((one) => one.file === file)?.state;

const DELETED = 'Ảnh này đã bị xóa.';
const MARKED = 'Ảnh này đã được đánh dấu là giấy tờ tùy thân rồi.';
const UNMARKED = 'Ảnh này không còn được đánh dấu là giấy tờ tùy thân.';
const LOOK_AGAIN = 'Xin tải lại trang để xem tình trạng mới nhất.';

/**
 * The file itself is deleted afterwards, as often as it takes. Nobody waits for any of this, so the case stays where it
 * is in the list.
 */
export function applyPaper(state: Case, action: PaperAction, now: number): Applied | Refusal {
  const { file, type, by, requestId } = action;
  const before = paperIn(state, file);
  const others = (state.papers ?? []).filter((one) => one.file !== file);
  const to = (papers: readonly Paper[], deed: (typeof deeds)[PaperDeed]): Case => ({
    ...state,
    papers,
    history: [...state.history, { ...entry, type: deed }],
  });
  const entry: Pick<HistoryEntry, 'id' | 'at'> & { by: { id: typeof by.id; name: string } } = {
    id: requestId,
    at: now,
    by: { id: by.id, name: by.name },
  };
  if (before === 'deleted') return { refused: `${DELETED} ${LOOK_AGAIN}` };
  if (type === 'mark-paper') {
    if (before === 'marked') return { refused: `${MARKED} ${LOOK_AGAIN}` };
    return { state: to([...others, { file, state: 'marked' }], deeds[type]), effects: [] };
  }
  if (before !== 'marked') return { refused: `${UNMARKED} ${LOOK_AGAIN}` };
  if (type === 'unmark-paper') return { state: to(others, deeds[type]), effects: [] };
  return {
    state: to([...others, { file, state: 'deleted' }], deeds[type]),
    effects: [{ type: 'delete-file', file }],
  };
}

const deeds = {
  'mark-paper': 'paper-marked',
  'unmark-paper': 'paper-unmarked',
  'delete-paper': 'paper-deleted',
} as const;
