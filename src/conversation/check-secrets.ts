import { findingIn, type Finding, type FlowIn } from './finding';
import type { Flow, Step } from './flow';

/** What a tố cáo must never do: insist on a name, or let its answers flow into something that is not secret. */
export function checkSecrets(flows: readonly FlowIn[]): Finding[] {
  const byId = new Map(flows.map(({ flow }) => [flow.id, flow]));
  const inSecret = calledFrom(
    flows.map(({ flow }) => flow).filter(({ confidential }) => confidential),
    byId,
  );
  return flows.flatMap((in_) => [
    ...(inSecret.has(in_.flow.id) ? in_.flow.steps.flatMap((step) => checkIdentity(in_, step)) : []),
    ...in_.flow.steps.flatMap((step) => checkLeaving(in_, step, byId)),
    ...checkAside(in_),
  ]);
}

/** The confidential flows and all that they call. */
function calledFrom(start: readonly Flow[], byId: ReadonlyMap<string, Flow>): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...start];
  for (let flow = open.pop(); flow; flow = open.pop()) {
    if (seen.has(flow.id)) continue;
    seen.add(flow.id);
    for (const step of flow.steps) {
      const next = step.type === 'call' ? byId.get(step.flow) : undefined;
      if (next) open.push(next);
    }
  }
  return seen;
}

function checkIdentity(in_: FlowIn, step: Step): Finding[] {
  if (step.type !== 'ask' || !step.identity || step.optional) return [];
  return [
    findingIn(
      in_,
      step.id,
      'a denouncer must be able to leave out who he is, but this question is not optional',
      'add "optional: true"',
    ),
  ];
}

function checkLeaving(in_: FlowIn, step: Step, byId: ReadonlyMap<string, Flow>): Finding[] {
  if (step.type !== 'go-to' && step.type !== 'call') return [];
  const to = byId.get(step.flow);
  if (!to) return [];
  const [here, there] = [in_.flow.confidential ?? false, to.confidential ?? false];
  if (step.type === 'go-to' && here && !there) {
    const what = `the answers of a confidential flow would go on into ${to.id}, which is not`;
    return [findingIn(in_, step.id, what, 'use "call", which comes back, or "end"')];
  }
  if (step.type === 'call' && there && !here) {
    const what = `the answers of the confidential flow ${to.id} would come back into this one, which is not`;
    return [findingIn(in_, step.id, what, 'use "go-to"')];
  }
  return [];
}

function checkAside({ file, flow, lines }: FlowIn): Finding[] {
  if (!flow.confidential || (!flow.commands?.length && flow.menu === undefined)) return [];
  const what = 'a confidential flow that is called in the middle of another leaves its answers there';
  return [findingIn({ file, flow, lines }, undefined, what, 'remove "commands" and "menu"')];
}
