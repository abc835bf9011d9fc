import { findingIn, type Finding, type FlowIn } from './finding';
import type { Flow } from './flow';
import { roadsFrom } from './step-roads';

/** Steps that nothing leads to, and steps from which the flow never ends. */
export function checkReach(in_: FlowIn): Finding[] {
  const { flow } = in_;
  const seen = reachedFrom(flow, flow.start);
  const unseen = flow.steps.filter(({ id }) => !seen.has(id));
  const [first] = unseen;
  if (first) {
    const rest = unseen.length > 1 ? `, cùng ${unseen.length - 1} bước khác` : '';
    return [
      findingIn(
        in_,
        first.id,
        `không có đường nào dẫn đến bước này${rest}`,
        'cho một “next”, một lựa chọn hoặc điều kiện dẫn đến đây, hoặc bỏ bước này',
      ),
    ];
  }
  const stuck = flow.steps.find(({ id }) => !canEnd(flow, id));
  if (!stuck) return [];
  return [
    findingIn(
      in_,
      stuck.id,
      'từ bước này luồng không bao giờ kết thúc',
      'cho một lựa chọn hoặc điều kiện dẫn đến một bước kiểu end',
    ),
  ];
}

function reachedFrom(flow: Flow, start: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const at = flow.steps.findIndex((step) => step.id === id);
    if (at < 0 || seen.has(id)) continue;
    seen.add(id);
    open.push(...roadsFrom(flow, at).steps);
  }
  return seen;
}

const canEnd = (flow: Flow, start: string): boolean =>
  [...reachedFrom(flow, start)].some(
    (id) =>
      roadsFrom(
        flow,
        flow.steps.findIndex((step) => step.id === id),
      ).ends,
  );
