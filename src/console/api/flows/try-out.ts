import { makeFlowBook } from '../../../conversation/flow-book';
import { rehearse } from '../../../conversation/rehearse';
import { kindOf } from '../../../publishing/names';
import type { FlowFindings, TryAct, TryAnswer } from '../../flow-contract';
import type { ConsoleDeps } from '../deps';
import { releaseNow } from './release-now';
import { publishedTexts, readWith } from './texts';

type Deps = Pick<ConsoleDeps, 'flows' | 'flowReleases' | 'clock'>;
type One = { readonly name: string; readonly text: string };

export async function checkOne(deps: Deps, { name, text }: One): Promise<FlowFindings> {
  const outcome = await readOne(deps, { name, text });
  return { findings: 'findings' in outcome ? [...outcome.findings] : [] };
}

/** Plays what was done so far on the flows as they would be with this text. */
export async function tryOne(
  deps: Deps,
  { name, text, from, acts }: One & { readonly from: 'entry' | 'here'; readonly acts: readonly TryAct[] },
): Promise<TryAnswer> {
  const outcome = await readOne(deps, { name, text });
  if ('findings' in outcome) return { lines: [], findings: [...outcome.findings] };
  const { flows, phrases, department } = outcome.read;
  const book = makeFlowBook(
    flows.map((flow) => ({ flow, number: 1 })),
    phrases,
    department,
  );
  const begin = from === 'here' && kindOf(name) === 'flow' ? name : undefined;
  const { lines, at } = rehearse(book, acts, {
    start: deps.clock.now(),
    ...(begin !== undefined && { from: begin }),
  });
  return { lines: lines.map(showLine), ...(at !== undefined && { at }), findings: [] };
}

const showLine = (line: ReturnType<typeof rehearse>['lines'][number]): TryAnswer['lines'][number] =>
  line.from === 'bot'
    ? {
        from: 'bot',
        text: line.text,
        choices: line.choices.map(({ title, payload }) => ({ title, payload })),
        buttons: line.buttons.map(({ title }) => ({ title })),
      }
    : { from: line.from, text: line.text };

const readOne = async (deps: Deps, { name, text }: One) =>
  readWith(await publishedTexts(deps, await releaseNow(deps)), new Map([[name, text]]));
