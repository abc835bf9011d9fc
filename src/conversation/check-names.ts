import type { Department } from './department';
import { calendarNames } from './calendar-facts';
import { departmentFacts } from './department-facts';
import { templateNames } from './fill-template';
import { findingIn, type Finding, type FlowIn } from './finding';
import type { Flow, Phrases, Step } from './flow';
import { knownAnswers, type KnownAnswer } from './known-answers';
import { textsOf } from './step-texts';
import { nameOf } from './steps/ask';

/** Names that nothing provides, in texts and in the lists of answers that steps read. */
export function checkNames(flows: readonly FlowIn[], department: Department): Finding[] {
  const known = knownAnswers(flows);
  const provided = new Set([...known.keys(), ...calendarNames, ...Object.keys(departmentFacts(department))]);
  return [
    ...flows.flatMap((in_) =>
      in_.flow.steps.flatMap((step) => [
        ...checkTexts(in_, step, provided),
        ...checkRead(in_, step, known),
        ...(step.type === 'branch' ? checkConditions(in_, step, known) : []),
      ]),
    ),
    ...checkLabels(flows),
  ];
}

/** What the engine itself puts into its sentences, by the sentence. */
const engineValues: Readonly<Partial<Record<keyof Phrases, readonly string[]>>> = {
  'not-understood': ['hint'],
  several: ['lua-chon'],
  'more-files': ['so-tep'],
  gathered: ['so-tin'],
  'case-closed': ['ma'],
  'withdrawal-confirmed': ['ma'],
  'withdrawal-declined': ['ma', 'ly-do'],
  'hears-by': ['ngay'],
  'added-to-case': ['ma'],
  'sms-news': ['ma'],
  'out-of-hours': ['gio-mo'],
  'urgent-out-of-hours': ['gio-mo'],
};

/** The same for the sentences that belong to no flow. */
export function checkPhraseNames(file: string, phrases: Phrases, department: Department): Finding[] {
  const facts = Object.keys(departmentFacts(department));
  return Object.entries(phrases).flatMap(([key, text]) => {
    if (typeof text !== 'string') return [];
    // Messenger shows the greeting as it is.
    const given = key === 'greeting' ? [] : [...facts, ...(engineValues[key as keyof Phrases] ?? [])];
    return unknownIn(text, new Set(given)).map((what): Finding => ({
      file,
      flow: '',
      what: `“${key}”: ${what}`,
      mend: namesToUse(given),
    }));
  });
}

function checkTexts(in_: FlowIn, step: Step, provided: ReadonlySet<string>): Finding[] {
  return textsOf(step).flatMap(({ where, text, filled }) => {
    if (filled)
      return unknownIn(text, provided).map((what) =>
        findingIn(in_, step.id, `${where}: ${what}`, namesToUse([...provided])),
      );
    if (!/[{}]/.test(text)) return [];
    return [
      findingIn(
        in_,
        step.id,
        `${where}: chỗ này không điền được tên nào, nhưng lại có dấu ngoặc nhọn`,
        'chỉ viết chữ thường',
      ),
    ];
  });
}

function unknownIn(text: string, provided: ReadonlySet<string>): string[] {
  const names = templateNames(text);
  const unknown = [...new Set(names)].filter((name) => !provided.has(name));
  const rest = names.reduce((left, name) => left.replace(`{${name}}`, ''), text);
  return [
    ...unknown.map((name) => `không có gì điền vào {${name}}`),
    ...(/[{}]/.test(rest)
      ? ['có dấu ngoặc nhọn không thuộc {tên} nào: tên chỉ gồm chữ thường không dấu']
      : []),
  ];
}

const namesToUse = (names: readonly string[]) =>
  names.length > 0
    ? `dùng tên của một câu hỏi hoặc của dữ liệu Sở, ví dụ ${names
        .slice(0, 5)
        .map((name) => `{${name}}`)
        .join(', ')}`
    : 'chỉ viết chữ thường';

/** Answers that a review shows and a case keeps. One that is only set has no label, so it would be left out. */
function checkRead(in_: FlowIn, step: Step, known: ReadonlyMap<string, KnownAnswer>): Finding[] {
  const lists: readonly (readonly [string, readonly string[]])[] =
    step.type === 'review'
      ? [['“show”', step.show]]
      : step.type === 'open-case'
        ? [['“answers”', step.answers]]
        : [];
  const listed = lists.flatMap(([where, names]) =>
    names.flatMap((name) => {
      if (!known.has(name)) return [unasked(in_, step, where, name)];
      if (known.get(name)?.asked) return [];
      const what = `${where} có ${name}, là tên chưa được hỏi ở đâu nên không có tên mục`;
      return [findingIn(in_, step.id, what, 'bỏ tên này khỏi danh sách, hoặc thêm câu hỏi cho nó')];
    }),
  );
  return step.type === 'open-case' && !known.has(step.summary)
    ? [...listed, unasked(in_, step, '“summary”', step.summary)]
    : listed;
}

const unasked = (in_: FlowIn, step: Step, where: string, name: string): Finding =>
  findingIn(
    in_,
    step.id,
    `${where} có ${name}, là tên không luồng nào hỏi hoặc ghi`,
    'viết “id” của một câu hỏi, hoặc tên sau chữ “save” của nó',
  );

function checkConditions(
  in_: FlowIn,
  step: Extract<Step, { type: 'branch' }>,
  known: ReadonlyMap<string, KnownAnswer>,
): Finding[] {
  return step.when.flatMap(({ answer, is }) => {
    const given = known.get(answer);
    if (!given) return [unasked(in_, step, 'điều kiện', answer)];
    const values = [is ?? []].flat();
    return values
      .filter((value) => !given.values.has(value))
      .map((value) =>
        findingIn(
          in_,
          step.id,
          `${answer} không bao giờ là “${value}”`,
          given.values.size > 0
            ? `so với một trong các giá trị: ${[...given.values].join(', ')}`
            : 'bỏ “is”: khi đó câu trả lời nào cũng được',
        ),
      );
  });
}

/** The engine knows an answer by one label; and what is identity in one flow must be identity in every flow. */
function checkLabels(flows: readonly FlowIn[]): Finding[] {
  const first = new Map<string, { flow: Flow; step: Extract<Step, { type: 'ask' }> }>();
  return flows.flatMap((in_) =>
    in_.flow.steps.flatMap((step) => {
      if (step.type !== 'ask') return [];
      const before = first.get(nameOf(step));
      if (!before) first.set(nameOf(step), { flow: in_.flow, step });
      if (!before) return [];
      const place = `${before.flow.id}/${before.step.id}`;
      const name = nameOf(step);
      if (before.step.label !== step.label)
        return [
          findingIn(
            in_,
            step.id,
            `câu trả lời ${name} có tên mục khác ở ${place}`,
            'dùng cùng một “label” ở cả hai nơi',
          ),
        ];
      if ((before.step.identity ?? false) === (step.identity ?? false)) return [];
      const what = `câu trả lời ${name} là danh tính ở một nơi mà ở nơi kia, ${place}, thì không`;
      return [findingIn(in_, step.id, what, 'ghi “identity: true” ở cả hai nơi, hoặc không ghi ở nơi nào')];
    }),
  );
}
