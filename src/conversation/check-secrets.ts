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
    ...(inSecret.has(in_.flow.id)
      ? in_.flow.steps.flatMap((step) => [...checkIdentity(in_, step), ...checkForm(in_, step)])
      : []),
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
      'người tố cáo phải được phép không nêu danh tính, nhưng câu hỏi này bắt buộc trả lời',
      'thêm “optional: true”',
    ),
  ];
}

/** A form lies open in the chat, under a name that says what it is. */
function checkForm(in_: FlowIn, step: Step): Finding[] {
  if (step.type !== 'send-form') return [];
  return [findingIn(in_, step.id, 'mẫu đơn bị gửi giữa luồng tố cáo', 'bỏ bước này khỏi luồng')];
}

function checkLeaving(in_: FlowIn, step: Step, byId: ReadonlyMap<string, Flow>): Finding[] {
  if (step.type !== 'go-to' && step.type !== 'call') return [];
  const to = byId.get(step.flow);
  if (!to) return [];
  const [here, there] = [in_.flow.confidential ?? false, to.confidential ?? false];
  if (step.type === 'go-to' && here && !there && !step.fresh) {
    const what = `câu trả lời của luồng mật sẽ đi tiếp vào ${to.id}, là luồng không mật`;
    return [
      findingIn(in_, step.id, what, 'thêm “fresh: true”, hoặc dùng “call” để còn quay về, hoặc dùng “end”'),
    ];
  }
  if (step.type === 'call' && there && !here) {
    const what = `câu trả lời của luồng mật ${to.id} sẽ quay về luồng này, là luồng không mật`;
    return [findingIn(in_, step.id, what, 'dùng “go-to”')];
  }
  return [];
}

function checkAside({ file, flow, lines }: FlowIn): Finding[] {
  if (
    !flow.confidential ||
    (!flow.commands?.length && flow.menu === undefined && flow['ice-breaker'] === undefined)
  )
    return [];
  const what = 'luồng mật được gọi giữa một luồng khác sẽ để lại câu trả lời ở luồng đó';
  return [findingIn({ file, flow, lines }, undefined, what, 'bỏ “commands”, “menu” và “ice-breaker”')];
}
