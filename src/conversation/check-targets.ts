import { findingIn, type Finding, type FlowIn } from './finding';
import type { Flow, Step } from './flow';

/** Ids that are there twice, and roads that lead nowhere. The other checks rely on these being right. */
export function checkTargets(flows: readonly FlowIn[]): Finding[] {
  const flowIds = new Set(flows.map(({ flow }) => flow.id));
  return [
    ...checkEntry(flows),
    ...flows.flatMap((in_, at) => [
      ...checkFlowId(flows.slice(0, at), in_),
      ...checkStepIds(in_),
      ...checkStart(in_),
      ...in_.flow.steps.flatMap((step) => checkStep(in_, step, flowIds)),
    ]),
  ];
}

function checkEntry(flows: readonly FlowIn[]): Finding[] {
  const entries = flows.filter(({ flow }) => flow.entry);
  const [first, ...more] = entries;
  if (!first) {
    const [any] = flows;
    const mend = 'ghi “entry: true” ở luồng mà công dân gặp đầu tiên';
    return any ? [findingIn(any, undefined, 'chưa có luồng nào là luồng đầu tiên', mend)] : [];
  }
  return more.map((other) =>
    findingIn(
      other,
      undefined,
      `đã có luồng đầu tiên rồi: ${first.flow.id}`,
      'chỉ để “entry: true” ở một luồng',
    ),
  );
}

function checkFlowId(earlier: readonly FlowIn[], in_: FlowIn): Finding[] {
  const same = earlier.find(({ flow }) => flow.id === in_.flow.id);
  if (!same) return [];
  return [
    findingIn(
      in_,
      undefined,
      `${same.file} cũng có “id” của luồng là ${in_.flow.id}`,
      'đổi “id” của một trong hai',
    ),
  ];
}

function checkStepIds(in_: FlowIn): Finding[] {
  const ids = in_.flow.steps.map(({ id }) => id);
  const twice = new Set(ids.filter((id, at) => ids.indexOf(id) !== at));
  return [...twice].map((id) =>
    findingIn(in_, id, `có hai bước cùng “id” là ${id}`, 'đổi “id” của một trong hai'),
  );
}

function checkStart(in_: FlowIn): Finding[] {
  if (in_.flow.steps.some(({ id }) => id === in_.flow.start)) return [];
  return [
    findingIn(
      in_,
      undefined,
      `“start” không chỉ đến bước nào của luồng này: ${in_.flow.start}`,
      oneOf(in_.flow),
    ),
  ];
}

function checkStep(in_: FlowIn, step: Step, flowIds: ReadonlySet<string>): Finding[] {
  const { flow } = in_;
  const findings = targetsOf(step).flatMap(({ where, to }) =>
    flow.steps.some(({ id }) => id === to)
      ? []
      : [findingIn(in_, step.id, `${where} dẫn đến một bước không có: ${to}`, oneOf(flow))],
  );
  const mend = `viết “id” của một luồng đang có, ví dụ ${[...flowIds].slice(0, 3).join(', ')}`;
  const unknown = flowsOf(step).filter((flowId) => !flowIds.has(flowId));
  return [...findings, ...unknown.map((flowId) => findingIn(in_, step.id, `không có luồng ${flowId}`, mend))];
}

/** Every flow that a step names. */
function flowsOf(step: Step): readonly string[] {
  if (step.type === 'go-to' || step.type === 'call') return [step.flow];
  if (step.type !== 'say') return [];
  return (step.buttons ?? []).flatMap((button) => (button.type === 'call' ? [button.flow] : []));
}

/** Every step that a step names, with the place where it does. */
function targetsOf(step: Step): readonly { where: string; to: string }[] {
  const named: { where: string; to: string | undefined }[] = [{ where: '“next”', to: step.next }];
  if (step.type === 'branch')
    named.push(...step.when.map(({ next }, at) => ({ where: `điều kiện ${at + 1}`, to: next })));
  if (step.type === 'refer') named.push({ where: '“found”', to: step.found });
  if (step.type === 'look-up')
    named.push({ where: '“found”', to: step.found }, { where: '“missing”', to: step.missing });
  if (step.type === 'list-cases') named.push({ where: '“none”', to: step.none });
  if (step.type === 'own-case')
    named.push({ where: '“unfit”', to: step.unfit }, { where: '“missing”', to: step.missing });
  if (step.type === 'recall') named.push({ where: '“found”', to: step.found });
  if (step.type === 'send-form') named.push({ where: '“missing”', to: step.missing });
  if (step.type === 'ask' && step.answer === 'choice')
    named.push(...step.choices.map(({ value, next }) => ({ where: `lựa chọn ${value}`, to: next })));
  return named.flatMap(({ where, to }) => (to === undefined ? [] : [{ where, to }]));
}

function oneOf(flow: Flow): string {
  const ids = flow.steps.map(({ id }) => id);
  return `viết một trong các bước của luồng này: ${ids.slice(0, 12).join(', ')}${ids.length > 12 ? ', …' : ''}`;
}
