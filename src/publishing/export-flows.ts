import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Collection } from '../store/collection';
import type { FlowDoc, FlowExportDoc } from '../store/flows';
import type { PublishingDeps } from './deps';
import { fileOf } from './names';
import { newestRelease } from './release';

/** The YAML of a version; made from what it says where the text itself was not kept. */
export const textOf = ({ text, body }: FlowDoc): string => text ?? stringify(body, { lineWidth: 110 });

/**
 * Writes every version that counts to its file, so that git keeps what was published. Files that say the same already,
 * and files of nothing that was published, are left alone.
 * @param by the machine's account that asked for it
 * @returns the names of the files that were written
 */
export async function exportFlows(
  deps: PublishingDeps & { readonly flowExports: Collection<FlowExportDoc> },
  folder: string,
  by: string,
): Promise<string[]> {
  const release = await newestRelease(deps);
  if (!release) return [];
  const written: string[] = [];
  for (const [name, number] of Object.entries(release.current)) {
    const version = await deps.flows.get(`${name}@${number}`);
    if (!version) continue;
    const file = fileOf(name);
    const path = join(folder, file);
    const text = textOf(version.doc);
    if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
    // Whole or not at all: a flow file that was cut short would keep the program from starting.
    writeFileSync(`${path}.new`, text);
    renameSync(`${path}.new`, path);
    written.push(file);
  }
  const at = deps.clock.now();
  await deps.flowExports.insertIfAbsent([{ id: `export-${at}`, at, by, release: release.number }]);
  return written;
}
