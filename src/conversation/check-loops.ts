import { findingIn, type Finding, type FlowIn } from './finding';
import type { Flow } from './flow';
import { roadsFrom, waits } from './step-roads';

/** Within one turn a conversation walks from node to node: `flow/step`. */
type Walk = ReadonlyMap<string, readonly string[]>;

/**
 * Loops in which nothing is asked: a conversation would run in them until it is stopped. Also those that lead through
 * several flows. @param flows with targets that exist.
 */
export function checkLoops(flows: readonly FlowIn[]): Finding[] {
  const walk = walkWithoutWaiting(flows.map(({ flow }) => flow));
  const told = new Set<string>();
  return flows.flatMap((in_) =>
    in_.flow.steps.flatMap((step) => {
      const node = nodeOf(in_.flow, step.id);
      if (told.has(node)) return [];
      const loop = wayBack(walk, node);
      if (!loop) return [];
      loop.forEach((each) => told.add(each));
      const shown = [...loop, node].join(' → ');
      return [
        findingIn(
          in_,
          step.id,
          `các bước này đi vòng tròn mà không hỏi câu nào: ${shown}`,
          'thêm một câu hỏi vào giữa vòng, hoặc cho luồng kết thúc',
        ),
      ];
    }),
  );
}

const nodeOf = (flow: Flow, step: string) => `${flow.id}/${step}`;

function walkWithoutWaiting(flows: readonly Flow[]): Walk {
  const byId = new Map(flows.map((flow) => [flow.id, flow]));
  const silent = silentFlows(byId);
  const walk = new Map<string, readonly string[]>();
  for (const flow of flows) {
    for (const [at, step] of flow.steps.entries()) {
      if (waits(step)) continue;
      const called = step.type === 'go-to' || step.type === 'call' ? byId.get(step.flow) : undefined;
      const own = step.type === 'call' && !silent.has(step.flow) ? [] : roadsFrom(flow, at).steps;
      walk.set(nodeOf(flow, step.id), [
        ...(called ? [nodeOf(called, called.start)] : []),
        ...own.map((to) => nodeOf(flow, to)),
      ]);
    }
  }
  return walk;
}

/** The flows that a call may run through to their end without waiting for anybody. */
function silentFlows(flows: ReadonlyMap<string, Flow>): ReadonlySet<string> {
  const silent = new Set<string>();
  // Each round may show that a caller of what was found is silent too.
  for (let grown = true; grown;) {
    const found = [...flows.values()].filter((flow) => !silent.has(flow.id) && endsSilently(flow, silent));
    found.forEach(({ id }) => silent.add(id));
    grown = found.length > 0;
  }
  return silent;
}

function endsSilently(flow: Flow, silent: ReadonlySet<string>): boolean {
  const seen = new Set<string>();
  const open = [flow.start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const at = flow.steps.findIndex((step) => step.id === id);
    const step = flow.steps[at];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    if (waits(step)) continue;
    const leaves = step.type === 'go-to' || step.type === 'call';
    if (leaves && !silent.has(step.flow)) continue;
    const roads = roadsFrom(flow, at);
    if (roads.ends) return true;
    open.push(...roads.steps);
  }
  return false;
}

/** The shortest walk from a node back to itself. */
function wayBack(walk: Walk, start: string): readonly string[] | undefined {
  const from = new Map<string, string>();
  const open = [start];
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    for (const to of walk.get(node) ?? []) {
      if (to === start) {
        const loop = [node];
        for (let back = node; back !== start; loop.unshift(back)) back = from.get(back) ?? start;
        return loop;
      }
      if (from.has(to)) continue;
      from.set(to, node);
      open.push(to);
    }
  }
  return undefined;
}
