import { createHash } from 'node:crypto';
import type { Author, FlowDoc, FlowReleaseDoc, InFlight } from '../store/flows';
import type { PublishingDeps } from './deps';
import { kindOf } from './names';

/** What is to be published under a name. */
export type Wanted = {
  readonly name: string;
  readonly text: string;
  /** The text as it was read and found sound. */
  readonly body: unknown;
  readonly restored?: number;
};

export const hashOf = (body: unknown): string =>
  createHash('sha256').update(JSON.stringify(body)).digest('hex');

export async function newestRelease(
  deps: Pick<PublishingDeps, 'flowReleases'>,
): Promise<FlowReleaseDoc | undefined> {
  return (await deps.flowReleases.find({ where: {}, sort: ['-number'], limit: 1 }))[0]?.doc;
}

export async function newestVersion(
  deps: Pick<PublishingDeps, 'flows'>,
  name: string,
): Promise<FlowDoc | undefined> {
  return (await deps.flows.find({ where: { name }, sort: ['-number'], limit: 1 }))[0]?.doc;
}

/**
 * Publishes all that is wanted in one release: each as a new version, never in place of one. What a crash leaves behind
 * are versions that no release names, which nobody sees.
 * @returns 'overtaken' where somebody else has published since `before`
 */
export async function makeRelease(
  deps: PublishingDeps,
  wanted: readonly Wanted[],
  about: {
    readonly before: FlowReleaseDoc | undefined;
    readonly how: InFlight;
    readonly by?: Author;
  },
): Promise<FlowReleaseDoc | 'overtaken'> {
  const at = deps.clock.now();
  const { before, how, by } = about;
  const docs: FlowDoc[] = [];
  for (const { name, text, body, restored } of wanted) {
    const number = ((await newestVersion(deps, name))?.number ?? 0) + 1;
    docs.push({
      id: `${name}@${number}`,
      kind: kindOf(name),
      name,
      number,
      body,
      text,
      hash: hashOf(body),
      publishedAt: at,
      ...(by && { by }),
      ...(restored !== undefined && { restored }),
    });
  }
  const inserted = await deps.flows.insertIfAbsent(docs);
  if (inserted.includes(false)) return 'overtaken';
  return addRelease(deps, docs, { before, how, by, at });
}

/** The release alone, of versions that are stored already. */
export async function addRelease(
  deps: PublishingDeps,
  docs: readonly FlowDoc[],
  about: {
    readonly before: FlowReleaseDoc | undefined;
    readonly how: InFlight;
    readonly by?: Author;
    readonly at: number;
  },
): Promise<FlowReleaseDoc | 'overtaken'> {
  const { before, how, by, at } = about;
  const number = (before?.number ?? 0) + 1;
  const release: FlowReleaseDoc = {
    id: `release-${number}`,
    number,
    at,
    ...(by && { by }),
    how,
    changes: docs.map((doc) => ({
      name: doc.name,
      number: doc.number,
      ...(doc.restored !== undefined && { restored: doc.restored }),
    })),
    current: { ...before?.current, ...Object.fromEntries(docs.map((doc) => [doc.name, doc.number])) },
    spread: how === 'drain',
  };
  const [isFirst] = await deps.flowReleases.insertIfAbsent([release]);
  return isFirst ? release : 'overtaken';
}
