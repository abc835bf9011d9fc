import type { Author } from '../../../store/flows';
import type { ConsoleDeps } from '../deps';
import { Refused } from '../problem';

type Deps = Pick<ConsoleDeps, 'flowDrafts' | 'clock'>;

export const draftChanged = (): Refused =>
  new Refused(
    409,
    'draft-changed',
    'Người khác vừa lưu bản nháp này. Nội dung của Anh/Chị chưa được lưu; xin xem chỗ khác nhau rồi lưu lại.',
  );

/** Keeps a draft, unless somebody has kept a newer one than the writer has seen. @throws Refused 409 */
export async function keepDraft(
  deps: Deps,
  by: Author,
  id: string,
  { text, rev: seen, base }: { readonly text: string; readonly rev: number; readonly base: number },
): Promise<void> {
  const at = deps.clock.now();
  // Never one that was there before, not even after a draft was thrown away.
  const rev = Math.max(at, seen + 1);
  const draft = { text, base, rev, at, by };
  if (seen === 0) {
    const [inserted] = await deps.flowDrafts.insertIfAbsent([{ id, ...draft }]);
    if (!inserted) throw draftChanged();
  } else if (!(await deps.flowDrafts.update(id, draft, { rev: seen }))) throw draftChanged();
}

/** @throws Refused 409 where it is another draft by now */
export async function dropDraft(deps: Deps, id: string, rev: number): Promise<void> {
  if (await deps.flowDrafts.delete(id, { rev })) return;
  if (await deps.flowDrafts.get(id)) throw draftChanged();
}
