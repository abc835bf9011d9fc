import type { Department } from '../conversation/department';
import type { Flow } from '../conversation/flow';
import { makeFlowBook, type FlowBook } from '../conversation/flow-book';
import type { Phrases } from '../conversation/phrases';
import type { FlowDoc, FlowReleaseDoc } from '../store/flows';
import type { PublishingDeps } from './deps';
import { DEPARTMENT, PHRASES } from './names';
import { newestRelease } from './release';

export type LoadedBook = { readonly release: number; readonly book: FlowBook };

/** All that is published, as the engine reads it. @throws where nothing was ever published */
export async function loadFlowBook(
  deps: Pick<PublishingDeps, 'flows' | 'flowReleases'>,
): Promise<LoadedBook> {
  const release = await newestRelease(deps);
  if (!release) throw new Error('no flow was ever published');
  return { release: release.number, book: bookOf(await allVersions(deps), release) };
}

/** The book of one release, with every earlier version that conversations may be pinned to. */
export function bookOf(docs: readonly FlowDoc[], { current }: Pick<FlowReleaseDoc, 'current'>): FlowBook {
  const counting = docs.filter(({ name, number }) => number <= (current[name] ?? 0));
  const body = (name: string) =>
    counting.find((doc) => doc.name === name && doc.number === current[name])?.body;
  return makeFlowBook(
    counting
      .filter(({ kind }) => kind === 'flow')
      .map((doc) => ({ flow: doc.body as Flow, number: doc.number })),
    body(PHRASES) as Phrases,
    body(DEPARTMENT) as Department,
  );
}

export async function allVersions({ flows }: Pick<PublishingDeps, 'flows'>): Promise<FlowDoc[]> {
  const docs: FlowDoc[] = [];
  for (let after: string | undefined; ;) {
    const page = await flows.find({
      where: {},
      sort: ['name', 'number'],
      limit: 200,
      ...(after !== undefined && { after }),
    });
    docs.push(...page.map(({ doc }) => doc));
    after = page.at(-1)?.cursor;
    if (page.length < 200) return docs;
  }
}
