import type { Flow } from '../../../conversation/flow';
import { textOf } from '../../../publishing/export-flows';
import { DEPARTMENT, kindOf, PHRASES } from '../../../publishing/names';
import type { FlowDoc, FlowDraftDoc, FlowReleaseDoc } from '../../../store/flows';
import type { FlowAct, FlowList, FlowRow, FlowView } from '../../flow-contract';
import type { ConsoleDeps } from '../deps';
import { Refused } from '../problem';
import { releaseNow } from './release-now';

type Deps = Pick<ConsoleDeps, 'flows' | 'flowReleases' | 'flowDrafts' | 'flowExports'>;

const noSuchFlow = (): Refused => new Refused(404, 'not-found', 'Không tìm thấy kịch bản này.');
const MOST_DRAFTS = 500;
const MOST_ACTS = 30;
const MOST_VERSIONS = 200;

export async function listFlows(deps: Deps): Promise<FlowList> {
  const release = await releaseNow(deps);
  const drafts = new Map(
    (await deps.flowDrafts.find({ where: {}, sort: ['rev'], limit: MOST_DRAFTS })).map(({ doc }) => [
      doc.id,
      doc,
    ]),
  );
  const names = [...new Set([...Object.keys(release.current), ...drafts.keys()])].sort(inOrder);
  const flows = await Promise.all(
    names.map(async (name) => rowOf(name, await versionNow(deps, release, name), drafts.get(name))),
  );
  return { release: release.number, flows, acts: await actsOf(deps) };
}

/** @throws Refused 404 */
export async function showFlow(deps: Deps, name: string): Promise<FlowView> {
  const release = await releaseNow(deps);
  const draft = (await deps.flowDrafts.get(name))?.doc;
  const doc = await versionNow(deps, release, name);
  if (!doc && !draft) throw noSuchFlow();
  const number = release.current[name] ?? 0;
  const found = await deps.flows.find({ where: { name }, sort: ['-number'], limit: MOST_VERSIONS });
  return {
    ...rowOf(name, doc, draft),
    release: release.number,
    text: doc ? textOf(doc) : '',
    ...(draft && { draftText: draft.text }),
    versions: found
      // A later one was stored by somebody whose publishing did not come to an end.
      .filter((version) => version.doc.number <= number)
      .map((version) => ({
        number: version.doc.number,
        at: version.doc.publishedAt,
        ...(version.doc.by && { by: version.doc.by }),
        ...(version.doc.restored !== undefined && { restored: version.doc.restored }),
      })),
  };
}

/** @throws Refused 404 */
export async function showVersion(deps: Deps, name: string, number: number): Promise<{ text: string }> {
  const stored = Number.isInteger(number) ? await deps.flows.get(`${name}@${number}`) : undefined;
  if (!stored) throw new Refused(404, 'not-found', 'Không tìm thấy bản này của kịch bản.');
  return { text: textOf(stored.doc) };
}

async function versionNow(
  deps: Deps,
  { current }: FlowReleaseDoc,
  name: string,
): Promise<FlowDoc | undefined> {
  const number = current[name];
  return number === undefined ? undefined : (await deps.flows.get(`${name}@${number}`))?.doc;
}

function rowOf(name: string, doc: FlowDoc | undefined, draft: FlowDraftDoc | undefined): FlowRow {
  const kind = kindOf(name);
  const flow = kind === 'flow' ? (doc?.body as Flow | undefined) : undefined;
  return {
    name,
    kind,
    title: titleOf(name, flow),
    number: doc?.number ?? 0,
    ...(doc && { publishedAt: doc.publishedAt }),
    ...(doc?.by && { by: doc.by }),
    ...(flow && { steps: flow.steps.length }),
    confidential: flow?.confidential === true,
    ...(draft && { draft: { rev: draft.rev, base: draft.base, at: draft.at, by: draft.by } }),
  };
}

function titleOf(name: string, flow: Flow | undefined): string {
  if (name === PHRASES) return 'Câu chung của hệ thống';
  if (name === DEPARTMENT) return 'Dữ liệu của Sở';
  return flow?.title ?? name;
}

/** The department's data first, which is changed most often; then the phrases; then the flows. */
const inOrder = (a: string, b: string): number => placeOf(a) - placeOf(b) || (a < b ? -1 : 1);
const placeOf = (name: string): number => (name === DEPARTMENT ? 0 : name === PHRASES ? 1 : 2);

async function actsOf(deps: Deps): Promise<FlowAct[]> {
  const [releases, exports] = await Promise.all([
    deps.flowReleases.find({ where: {}, sort: ['-number'], limit: MOST_ACTS }),
    deps.flowExports.find({ where: {}, sort: ['-at'], limit: MOST_ACTS }),
  ]);
  const published = releases.map(({ doc }): FlowAct => ({
    type: 'publish',
    at: doc.at,
    ...(doc.by && { by: doc.by.name }),
    release: doc.number,
    how: doc.how,
    changes: doc.changes.map(({ name, number, restored }) => ({
      name,
      number,
      ...(restored !== undefined && { restored }),
    })),
  }));
  const written = exports.map(({ doc }): FlowAct => ({
    type: 'export',
    at: doc.at,
    by: doc.by,
    release: doc.release,
    changes: [],
  }));
  return [...published, ...written].sort((a, b) => b.at - a.at).slice(0, MOST_ACTS);
}
