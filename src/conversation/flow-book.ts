import { makeCalendar, type Calendar } from '../cases/calendar/calendar';
import type { Department } from './department';
import { departmentFacts } from './department-facts';
import type { Flow } from './flow';
import type { Phrases } from './phrases';
import { nameOf } from './steps/ask';
import type { Label } from './turn';

/** One published flow, as conversations are pinned to it. */
export type PublishedFlow = { readonly flow: Flow; readonly number: number };

/** Everything that the engine reads: each flow's published versions, the sentences, the department. */
export type FlowBook = {
  /** The newest version of each flow, by id. */
  readonly current: ReadonlyMap<string, PublishedFlow>;
  /** A given version, also one that is no longer the newest. */
  readonly find: (id: string, number: number) => Flow | undefined;
  readonly entry: string;
  readonly phrases: Phrases;
  readonly department: Department;
  readonly calendar: Calendar;
  /** What `{so.…}` stands for. */
  readonly facts: Readonly<Record<string, string>>;
  /** How each answer is called, in any flow. */
  readonly labels: ReadonlyMap<string, Label>;
};

/** @param versions every published version of every flow, in any order. Exactly one flow must be the entry. */
export function makeFlowBook(
  versions: readonly PublishedFlow[],
  phrases: Phrases,
  department: Department,
): FlowBook {
  const current = new Map<string, PublishedFlow>();
  const byVersion = new Map<string, Flow>();
  const labels = new Map<string, Label>();
  for (const version of [...versions].sort((a, b) => a.number - b.number)) {
    current.set(version.flow.id, version);
    byVersion.set(`${version.flow.id}@${version.number}`, version.flow);
    for (const step of version.flow.steps) {
      if (step.type === 'ask')
        labels.set(nameOf(step), { label: step.label, identity: step.identity ?? false });
    }
  }
  const entries = [...current.values()].filter(({ flow }) => flow.entry);
  const [entry] = entries;
  if (!entry || entries.length > 1) {
    throw new Error(`exactly one flow must have "entry: true", but ${entries.length} have it`);
  }
  return {
    current,
    find: (id, number) => byVersion.get(`${id}@${number}`),
    entry: entry.flow.id,
    phrases,
    department,
    calendar: makeCalendar(department.calendar),
    facts: departmentFacts(department),
    labels,
  };
}
