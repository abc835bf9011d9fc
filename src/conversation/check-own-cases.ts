import { templateNames } from './fill-template';
import { findingIn, type Finding, type FlowIn } from './finding';
import type { Flow, Step } from './flow';
import { knownAnswers, type KnownAnswer } from './known-answers';
import { roadsFrom } from './step-roads';
import { nameOf } from './steps/ask';

/** What a flow about the citizen's own cases and data would get wrong only in the middle of a conversation. */
export function checkOwnCases(flows: readonly FlowIn[]): Finding[] {
  const known = knownAnswers(flows);
  return flows.flatMap((in_) => {
    const untold = stepsBeforeChoice(in_.flow);
    return in_.flow.steps.flatMap((step): Finding[] => {
      switch (step.type) {
        case 'tell-case':
          return [
            ...(untold.has(step.id) ? [untoldCase(in_, step)] : []),
            ...checkWords(in_, step, known),
            ...checkScore(in_, step, known),
          ];
        case 'list-cases':
          return checkSecretLine(in_, step);
        case 'recall':
          return checkRecalled(in_, step);
        default:
          return [];
      }
    });
  });
}

/** The steps to which some road leads on which no case was chosen. */
function stepsBeforeChoice(flow: Flow): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [flow.start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const at = flow.steps.findIndex((step) => step.id === id);
    const step = flow.steps[at];
    if (!step || seen.has(id)) continue;
    seen.add(id);
    open.push(...(step.type === 'own-case' ? [step.missing] : roadsFrom(flow, at).steps));
  }
  return seen;
}

const untoldCase = (in_: FlowIn, { id }: Step): Finding =>
  findingIn(
    in_,
    id,
    'có đường dẫn đến bước này mà chưa hỏi là hồ sơ nào',
    'đặt một bước kiểu own-case ở trước, và không dẫn “missing” của nó đến đây',
  );

type Told = Extract<Step, { type: 'tell-case' }>;
type Known = ReadonlyMap<string, KnownAnswer>;

function checkWords(in_: FlowIn, { id, words }: Told, known: Known): Finding[] {
  if (known.get(words)?.asked) return [];
  const mend = 'viết “id” của một câu hỏi, hoặc tên sau chữ “save” của nó';
  return [findingIn(in_, id, `“words” có ${words}, là tên không luồng nào hỏi`, mend)];
}

function checkScore(in_: FlowIn, { id, deed, score }: Told, known: Known): Finding[] {
  if (deed !== 'rate') {
    if (score === undefined) return [];
    return [findingIn(in_, id, '“score” chỉ dùng khi “deed” là rate', 'bỏ dòng “score”')];
  }
  const values = [...(known.get(score ?? '')?.values ?? [])];
  if (values.length > 0 && values.every((value) => /^[1-5]$/.test(value))) return [];
  return [
    findingIn(
      in_,
      id,
      'điểm đánh giá không lấy từ một câu chọn có các giá trị từ 1 đến 5',
      'ghi ở “score” tên của câu chọn điểm, không cho bỏ qua',
    ),
  ];
}

function checkSecretLine(in_: FlowIn, step: Extract<Step, { type: 'list-cases' }>): Finding[] {
  if (!templateNames(step['secret-line']).includes('dong.loai')) return [];
  const what = '“secret-line” có {dong.loai}, nên danh sách nói ra hồ sơ nào là tố cáo';
  return [findingIn(in_, step.id, what, 'bỏ {dong.loai} khỏi “secret-line”')];
}

/** Going back and changing one lead to the question of the same name. */
function checkRecalled(in_: FlowIn, step: Extract<Step, { type: 'recall' }>): Finding[] {
  return step.answers.flatMap((answer) => {
    const asked = in_.flow.steps.find(({ id }) => id === answer);
    if (asked?.type === 'ask' && nameOf(asked) === answer && asked.identity) return [];
    const what = `“answers” có ${answer}, không phải câu hỏi về danh tính có “id” đó trong luồng này`;
    return [
      findingIn(in_, step.id, what, 'chỉ ghi “id” của các câu hỏi có “identity: true” trong cùng luồng'),
    ];
  });
}
