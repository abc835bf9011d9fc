import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from './clock';
import { readFlows, type FlowFile } from './conversation/check-flow';
import type { Department } from './conversation/department';
import type { Flow } from './conversation/flow';
import { makeFlowBook, type FlowBook } from './conversation/flow-book';
import type { Phrases } from './conversation/phrases';
import type { Collection } from './store/collection';
import type { FlowDoc } from './store/flows';

/** The flow files have faults; `findings` says each with file, step and how to mend it. */
export class FlowsRefused extends Error {
  constructor(readonly findings: readonly string[]) {
    super(`The flows cannot be used:\n${findings.map((finding) => `- ${finding}`).join('\n')}`);
  }
}

export type ReadFlows = {
  readonly flows: readonly Flow[];
  readonly phrases: Phrases;
  readonly department: Department;
};

/** Reads and checks every flow file of a folder. @throws FlowsRefused with all that is wrong */
export function readFlowFolder(folder: string): ReadFlows {
  if (!existsSync(folder))
    throw new FlowsRefused([`${folder}: there is no such folder; the flows that ship belong there`]);
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file): FlowFile => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
  const read = readFlows(files);
  if ('findings' in read) throw new FlowsRefused(read.findings);
  return read;
}

/**
 * Publishes what the files say where it differs from what is published: version 1 of each at first, the next number
 * afterwards. Published versions never change, so conversations under way go on as they began.
 * @param mode `missing` publishes only what was never published: what an admin published since stays the newest.
 * @returns the names of what was published
 */
export async function publishFlows(
  deps: { readonly flows: Collection<FlowDoc>; readonly clock: Clock },
  read: ReadFlows,
  mode: 'missing' | 'changed',
): Promise<string[]> {
  const wanted = [
    ...read.flows.map((flow) => ({ kind: 'flow' as const, name: flow.id, body: flow })),
    { kind: 'phrases' as const, name: '!phrases', body: read.phrases },
    { kind: 'department' as const, name: '!department', body: read.department },
  ];
  const docs: FlowDoc[] = [];
  for (const { kind, name, body } of wanted) {
    const [newest] = await deps.flows.find({ where: { name }, sort: ['-number'], limit: 1 });
    const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
    if (newest && (mode === 'missing' || newest.doc.hash === hash)) continue;
    const number = (newest?.doc.number ?? 0) + 1;
    docs.push({ id: `${name}@${number}`, kind, name, number, body, hash, publishedAt: deps.clock.now() });
  }
  if (docs.length > 0) await deps.flows.insertIfAbsent(docs);
  return docs.map(({ id }) => id);
}

/** All that is published, as the engine reads it. */
export async function loadFlowBook(flows: Collection<FlowDoc>): Promise<FlowBook> {
  const docs: FlowDoc[] = [];
  for (let after: string | undefined; ;) {
    const page = await flows.find({
      where: {},
      sort: ['name', 'number'],
      limit: 200,
      ...(after && { after }),
    });
    docs.push(...page.map(({ doc }) => doc));
    after = page.at(-1)?.cursor;
    if (page.length < 200) break;
  }
  const newest = <T>(kind: FlowDoc['kind']) => docs.filter((doc) => doc.kind === kind).at(-1)?.body as T;
  const versions = docs
    .filter(({ kind }) => kind === 'flow')
    .map(({ body, number }) => ({ flow: body as Flow, number }));
  return makeFlowBook(versions, newest<Phrases>('phrases'), newest<Department>('department'));
}
