import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFlows, showFinding, type FlowFile, type ReadFlows } from './conversation/check-flow';
import { department } from './conversation/department';
import { phrases } from './conversation/phrases';
import { readYaml } from './conversation/read-yaml';
import { completeText } from './publishing/complete-text';
import type { PublishingDeps } from './publishing/deps';
import { DEPARTMENT, fileOf, PHRASES } from './publishing/names';
import { textOf } from './publishing/export-flows';
import {
  addRelease,
  hashOf,
  makeRelease,
  newestRelease,
  newestVersion,
  type Wanted,
} from './publishing/release';
import type { FlowDoc } from './store/flows';

/** The flow files have faults; `findings` says each with file, step and how to mend it. */
export class FlowsRefused extends Error {
  constructor(readonly findings: readonly string[]) {
    super(`Kịch bản chưa dùng được:\n${findings.map((finding) => `- ${finding}`).join('\n')}`);
  }
}

/** What a folder says, with the text of each of its files. */
export type FlowFolder = ReadFlows & { readonly texts: ReadonlyMap<string, string> };

/** Reads and checks every flow file of a folder. @throws FlowsRefused with all that is wrong */
export function readFlowFolder(folder: string): FlowFolder {
  const files = readFiles(folder);
  const read = readFlows(files);
  if ('findings' in read) throw new FlowsRefused(read.findings.map(showFinding));
  return { ...read, texts: new Map(files.map(({ file, text }) => [file, text])) };
}

function readFiles(folder: string): FlowFile[] {
  if (!existsSync(folder))
    throw new FlowsRefused([`${folder}: không có thư mục này; đặt lại các kịch bản có sẵn của hệ thống`]);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }));
}

/**
 * Publishes what was never published, or is too old for this program; what an admin published since stays the newest.
 * Where the files are what is published, letter by letter, they are not even read as YAML: so a server starts sooner.
 * @returns the names of what was published
 * @throws FlowsRefused
 */
export const publishMissing = async (deps: PublishingDeps, folder: string): Promise<string[]> =>
  (await isPublished(deps, readFiles(folder))) ? [] : publishFlows(deps, readFlowFolder(folder), 'missing');

async function isPublished(deps: PublishingDeps, files: readonly FlowFile[]): Promise<boolean> {
  const release = await newestRelease(deps);
  if (!release) return false;
  const found = await Promise.all(
    Object.entries(release.current).map(([name, number]) => deps.flows.get(`${name}@${number}`)),
  );
  const current = new Map(found.flatMap((one) => (one ? [[fileOf(one.doc.name), one.doc]] : [])));
  return files.every(({ file, text }) => {
    const doc = current.get(file);
    // A newer program may ask for more.
    return doc?.text === text && (doc.kind === 'flow' || shapeOf(doc).safeParse(doc.body).success);
  });
}

const shapeOf = ({ kind }: FlowDoc) => (kind === 'phrases' ? phrases : department);

/** Whoever publishes at the same moment publishes the same files, so it is soon over. */
const MOST_ATTEMPTS = 5;

/**
 * Publishes what the files say where it differs from what is published: version 1 of each at first, the next number
 * afterwards. Published versions never change, so conversations under way go on as they began.
 * @param mode `missing` publishes only what was never published, or is too old for this program: what an admin published
 *   since stays the newest.
 * @returns the names of what was published
 */
export async function publishFlows(
  deps: PublishingDeps,
  read: FlowFolder,
  mode: 'missing' | 'changed',
): Promise<string[]> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const before = (await newestRelease(deps)) ?? (await releaseOfOld(deps, read));
    const wanted: Wanted[] = [];
    for (const each of wantedIn(read)) {
      const number = before?.current[each.name];
      const current = number === undefined ? undefined : await deps.flows.get(`${each.name}@${number}`);
      if (current && mode === 'missing') wanted.push(...completed(current.doc, each));
      else if (current?.doc.hash !== hashOf(each.body)) wanted.push(each);
    }
    if (wanted.length === 0) return [];
    const made = await makeRelease(deps, wanted, { before, how: 'drain' });
    if (made !== 'overtaken') return made.changes.map(({ name, number }) => `${name}@${number}`);
  }
  throw new Error(
    'the flows could not be published: somebody else publishes at the same time, again and again',
  );
}

function wantedIn(read: FlowFolder): Wanted[] {
  const bodies = [
    ...read.flows.map((flow) => ({ name: flow.id, file: read.files.get(flow.id), body: flow })),
    { name: PHRASES, file: fileOf(PHRASES), body: read.phrases },
    { name: DEPARTMENT, file: fileOf(DEPARTMENT), body: read.department },
  ];
  return bodies.map(({ name, file = '', body }) => ({ name, text: read.texts.get(file) ?? '', body }));
}

/**
 * Sentences and data of the department that an older version of this program published may lack what this one needs:
 * that is added as it ships, and what an admin wrote stays.
 */
function completed(doc: FlowDoc, shipped: Wanted): Wanted[] {
  if (doc.kind === 'flow') return [];
  const shape = shapeOf(doc);
  if (shape.safeParse(doc.body).success) return [];
  const text = completeText(textOf(doc), shipped.body as object);
  const read = text === undefined ? undefined : readYaml<unknown>(fileOf(doc.name), text, shape);
  return text !== undefined && read && 'value' in read
    ? [{ name: doc.name, text, body: read.value }]
    : [shipped];
}

/** Before there were releases, the newest version of each counted. */
async function releaseOfOld(deps: PublishingDeps, read: FlowFolder) {
  const found = await Promise.all(wantedIn(read).map(({ name }) => newestVersion(deps, name)));
  const docs = found.filter((doc): doc is FlowDoc => doc !== undefined);
  if (docs.length === 0) return undefined;
  await addRelease(deps, docs, { before: undefined, how: 'drain', at: deps.clock.now() });
  return newestRelease(deps);
}
