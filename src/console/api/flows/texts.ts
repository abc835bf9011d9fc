import { readFlow, readFlows, type Finding, type ReadFlows } from '../../../conversation/check-flow';
import { textOf } from '../../../publishing/export-flows';
import { DEPARTMENT, fileOf, kindOf, PHRASES } from '../../../publishing/names';
import type { FlowReleaseDoc } from '../../../store/flows';
import type { FindingView } from '../../flow-contract';
import type { ConsoleDeps } from '../deps';

type Texts = ReadonlyMap<string, string>;

/** The text of everything that counts, by name. */
export async function publishedTexts(
  { flows }: Pick<ConsoleDeps, 'flows'>,
  { current }: FlowReleaseDoc,
): Promise<Texts> {
  const docs = await Promise.all(
    Object.entries(current).map(
      async ([name, number]) => [name, await flows.get(`${name}@${number}`)] as const,
    ),
  );
  return new Map(docs.flatMap(([name, stored]) => (stored ? [[name, textOf(stored.doc)] as const] : [])));
}

/** Reads and checks everything as it would be with these texts in place of the published ones. */
export function readWith(
  published: Texts,
  texts: Texts,
): { readonly read: ReadFlows } | { readonly findings: readonly FindingView[] } {
  const renamed = renamedIn(texts);
  if (renamed.length > 0) return { findings: renamed };
  const all = new Map([...published, ...texts]);
  const read = readFlows([...all].map(([name, text]) => ({ file: fileOf(name), text })));
  if ('findings' in read) return { findings: read.findings.map(showFinding) };
  return { read };
}

/** A flow goes by its id for ever: conversations, buttons and other flows name it so. */
function renamedIn(texts: Texts): FindingView[] {
  return [...texts].flatMap(([name, text]) => {
    const read = kindOf(name) === 'flow' ? readFlow(fileOf(name), text) : undefined;
    if (!read || 'findings' in read || read.flow.id === name) return [];
    const what = `“id” của luồng phải là ${name}, như tên của kịch bản`;
    return [{ name, line: 1, what, mend: `ghi lại “id: ${name}”; muốn tên khác thì thêm kịch bản mới` }];
  });
}

/** What was read under a name. */
export function bodyOf(read: ReadFlows, name: string): unknown {
  if (name === PHRASES) return read.phrases;
  if (name === DEPARTMENT) return read.department;
  return read.flows.find(({ id }) => id === name);
}

const showFinding = ({ file, step, line, what, mend }: Finding): FindingView => ({
  name: nameOfFile(file),
  ...(step !== undefined && { step }),
  ...(line !== undefined && { line }),
  what,
  mend,
});

function nameOfFile(file: string): string {
  const special = [PHRASES, DEPARTMENT].find((name) => fileOf(name) === file);
  return special ?? file.replace(/\.yaml$/, '');
}
