import type { Case, Officer } from '../../cases/case';
import { may } from '../../cases/may';
import { paperIn, type PaperDeed } from '../../cases/papers';
import type { FileView } from '../contract';
import type { FileRecord } from './deps';

const MARKED = 'Giấy tờ tùy thân, không hiển thị.';

/** Whether an officer took it for an identity paper, in whichever case of the conversation. */
export const isPaper = (id: string, cases: readonly Case[]): boolean =>
  cases.some((doc) => paperIn(doc, id) !== undefined);

/** A file as it is seen from one case: an identity paper is not given to anybody, and what this reader may do with it. */
export function withDeeds(
  view: FileView,
  record: FileRecord | undefined,
  viewed: Case,
  reader: Officer,
  cases: readonly Case[],
): FileView {
  const { url, preview: _preview, contentType: _type, ...rest } = view;
  const can = (deed: PaperDeed) => may(reader, deed, viewed);
  if (isPaper(view.id, cases)) {
    if (view.state === 'missing') return view;
    const isHere = paperIn(viewed, view.id) === 'marked';
    const deeds = (['unmark-paper', 'delete-paper'] as const).filter((deed) => isHere && can(deed));
    return { ...rest, state: 'quarantined', reason: MARKED, may: deeds };
  }
  const isHere = view.state === 'kept' || view.state === 'quarantined';
  const mayMark = view.type === 'image' && isHere && can('mark-paper');
  const original =
    record?.hasOriginal && view.state === 'kept' && url !== undefined && may(reader, 'fetch-original', viewed)
      ? { original: `${url}?original=1` }
      : {};
  return { ...view, ...original, ...(mayMark && { may: ['mark-paper'] }) };
}
