import type { FlowBook } from '../../../conversation/flow-book';
import { countInFlight } from '../../../publishing/count-in-flight';
import { textOf } from '../../../publishing/export-flows';
import { allVersions, bookOf } from '../../../publishing/load-book';
import { kindOf } from '../../../publishing/names';
import { hashOf, makeRelease, type Wanted } from '../../../publishing/release';
import type { Author, FlowDoc, FlowReleaseDoc } from '../../../store/flows';
import type { FindingView, InFlightChoice, PublishItem, PublishPlan } from '../../flow-contract';
import type { ConsoleDeps } from '../deps';
import { Refused } from '../problem';
import { draftChanged } from './drafts';
import { releaseNow } from './release-now';
import { bodyOf, publishedTexts, readWith } from './texts';

type Deps = Pick<
  ConsoleDeps,
  'flows' | 'flowReleases' | 'flowDrafts' | 'conversations' | 'flowsPublished' | 'clock'
>;

const overtaken = (): Refused =>
  new Refused(
    409,
    'overtaken',
    'Người khác vừa công bố một bản mới. Xin xem lại bản đang dùng rồi công bố lại.',
  );

/** What stands in the way of publishing, and how many conversations it concerns, by the step where they stand. */
export async function planOf(deps: Deps, items: readonly PublishItem[]): Promise<PublishPlan> {
  const release = await releaseNow(deps);
  const prepared = await prepare(deps, release, items);
  if ('findings' in prepared) return { findings: [...prepared.findings], inFlight: [] };
  const { wanted } = prepared;
  const newer = wanted
    .filter(({ name }) => kindOf(name) === 'flow')
    .map(({ name }) => ({ id: name, number: (release.current[name] ?? 0) + 1 }));
  const book = await bookWith(deps, release, wanted);
  return { findings: [], inFlight: newer.length > 0 ? await countInFlight(deps, book, newer) : [] };
}

/** Publishes drafts, or earlier versions again, all in one release. @throws Refused 409, 422 */
export async function publishItems(
  deps: Deps,
  by: Author,
  request: { readonly items: readonly PublishItem[]; readonly how: InFlightChoice; readonly release: number },
): Promise<void> {
  const before = await releaseNow(deps);
  if (before.number !== request.release) throw overtaken();
  const prepared = await prepare(deps, before, request.items);
  if ('findings' in prepared) {
    const [first] = prepared.findings;
    throw new Refused(
      422,
      'flows-refused',
      `Chưa công bố được: ${first?.what ?? 'kịch bản còn lỗi'}. Cách sửa: ${first?.mend ?? 'xem lại'}.`,
    );
  }
  const made = await makeRelease(deps, prepared.wanted, { before, how: request.how, by });
  if (made === 'overtaken') throw overtaken();
  // What was saved since stays, and so does a draft that a crash leaves: it then says what is published.
  for (const item of request.items)
    if ('rev' in item) await deps.flowDrafts.delete(item.name, { rev: item.rev });
  await deps.flowsPublished();
}

type Prepared = { readonly wanted: readonly Wanted[] } | { readonly findings: readonly FindingView[] };

async function prepare(
  deps: Deps,
  release: FlowReleaseDoc,
  items: readonly PublishItem[],
): Promise<Prepared> {
  const chosen = await Promise.all(items.map((item) => textOfItem(deps, release, item)));
  const texts = new Map(chosen.map(({ name, text }) => [name, text]));
  const outcome = readWith(await publishedTexts(deps, release), texts);
  if ('findings' in outcome) return outcome;
  return {
    wanted: chosen.map(({ name, text, restored }) => ({
      name,
      text,
      body: bodyOf(outcome.read, name),
      ...(restored !== undefined && { restored }),
    })),
  };
}

async function textOfItem(
  deps: Deps,
  { current }: FlowReleaseDoc,
  item: PublishItem,
): Promise<{ name: string; text: string; restored?: number }> {
  const { name } = item;
  if ('restore' in item) {
    const earlier = await deps.flows.get(`${name}@${item.restore}`);
    if (!earlier || item.restore > (current[name] ?? 0))
      throw new Refused(404, 'not-found', 'Không tìm thấy bản này của kịch bản.');
    return { name, text: textOf(earlier.doc), restored: item.restore };
  }
  const draft = (await deps.flowDrafts.get(name))?.doc;
  if (draft?.rev !== item.rev) throw draftChanged();
  // Begun on an earlier version: it would undo what somebody has published since.
  if (draft.base !== (current[name] ?? 0))
    throw new Refused(
      409,
      'base-changed',
      `Bản đang dùng của “${name}” đã khác bản mà bản nháp bắt đầu từ đó. Xin xem chỗ khác nhau rồi lưu lại bản nháp.`,
    );
  return { name, text: draft.text };
}

/** The book as it would be once this is published. */
async function bookWith(deps: Deps, release: FlowReleaseDoc, wanted: readonly Wanted[]): Promise<FlowBook> {
  const added = wanted.map(({ name, text, body }): FlowDoc => {
    const number = (release.current[name] ?? 0) + 1;
    const hash = hashOf(body);
    return {
      id: `${name}@${number}`,
      kind: kindOf(name),
      name,
      number,
      body,
      text,
      hash,
      publishedAt: release.at,
    };
  });
  const current = {
    ...release.current,
    ...Object.fromEntries(added.map(({ name, number }) => [name, number])),
  };
  const known = (await allVersions(deps)).filter(
    ({ name, number }) => number <= (release.current[name] ?? 0),
  );
  return bookOf([...known, ...added], { current });
}
