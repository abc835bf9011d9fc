import type { Department } from './department';
import { departmentFacts } from './department-facts';
import { fillTemplate } from './fill-template';
import { findingIn, type Finding, type FlowIn } from './finding';
import type { Phrases, Step } from './flow';
import { limits } from './limits';
import { answerPayload, parsePayload } from './payload';
import { nameOf } from './steps/ask';

/** Titles, texts and lists that Messenger would refuse. */
export function checkLimits(flows: readonly FlowIn[], phrases: Phrases, department: Department): Finding[] {
  const facts = departmentFacts(department);
  const reviewed = new Set(
    flows.flatMap(({ flow }) => flow.steps.flatMap((step) => (step.type === 'review' ? step.show : []))),
  );
  return [
    ...checkMenu(flows),
    ...checkIceBreakers(flows),
    ...flows.flatMap((in_) =>
      in_.flow.steps.flatMap((step) => {
        const tell = ({ what, mend }: Fault) => findingIn(in_, step.id, what, mend);
        return [
          ...textFaults(step, facts),
          ...(step.type === 'ask' ? askFaults(step, in_.flow.id, phrases, reviewed) : []),
          ...(step.type === 'review' ? tooMany('phần xem lại', step.show.length + 1) : []),
        ].map(tell);
      }),
    ),
  ];
}

/** The same for the sentences and buttons that belong to no flow. */
export function checkPhraseLimits(file: string, phrases: Phrases): Finding[] {
  const { buttons } = phrases;
  const faults = [
    ...tooLong('“greeting”', phrases.greeting, limits.greeting),
    ...Object.entries(buttons).flatMap(([key, title]) => tooLong(`nút “${key}”`, title, limits.title)),
    ...Object.entries(phrases).flatMap(([key, text]) =>
      typeof text === 'string' && key !== 'greeting' ? tooLong(`“${key}”`, text, limits.text) : [],
    ),
  ];
  return faults.map((fault) => ({ file, flow: '', ...fault }));
}

type Fault = Pick<Finding, 'what' | 'mend'>;

const lengthOf = (text: string) => Array.from(text.normalize('NFC')).length;

function tooLong(where: string, text: string, most: number): Fault[] {
  const length = lengthOf(text);
  if (length <= most) return [];
  return [
    {
      what: `${where} dài ${length} ký tự, Messenger chỉ nhận ${most}`,
      mend: `rút bớt ${length - most} ký tự`,
    },
  ];
}

function tooMany(where: string, offered: number): Fault[] {
  if (offered <= limits.quickReplies) return [];
  return [
    {
      what: `${where} có ${offered} nút, kể cả nút gặp cán bộ; Messenger chỉ nhận ${limits.quickReplies}`,
      mend: `bớt đi ${offered - limits.quickReplies} nút`,
    },
  ];
}

function checkMenu(flows: readonly FlowIn[]): Finding[] {
  const items = flows.filter(({ flow }) => flow.menu !== undefined);
  const long = items.flatMap((in_) =>
    tooLong('“menu”', in_.flow.menu ?? '', limits.menuTitle).map(({ what, mend }) =>
      findingIn(in_, undefined, what, mend),
    ),
  );
  // "Gửi nội dung mới" is always there.
  const [over] = items.slice(limits.menuItems - 1);
  if (!over) return long;
  const what = `menu của trang có hơn ${limits.menuItems} dòng`;
  return [...long, findingIn(over, undefined, what, 'bỏ dòng “menu” ở bớt một số luồng')];
}

function checkIceBreakers(flows: readonly FlowIn[]): Finding[] {
  const questions = flows.filter(({ flow }) => flow['ice-breaker'] !== undefined);
  const long = questions.flatMap((in_) =>
    tooLong('“ice-breaker”', in_.flow['ice-breaker'] ?? '', limits.iceBreaker).map(({ what, mend }) =>
      findingIn(in_, undefined, what, mend),
    ),
  );
  const [over] = questions.slice(limits.iceBreakers);
  if (!over) return long;
  const what = `trang có hơn ${limits.iceBreakers} câu gợi ý`;
  return [...long, findingIn(over, undefined, what, 'bỏ dòng “ice-breaker” ở bớt một số luồng')];
}

function textFaults(step: Step, facts: Readonly<Record<string, string>>): Fault[] {
  if (!('text' in step)) return [];
  if (step.type !== 'say' || !(step.buttons ?? step['call-hotlines']))
    return tooLong('“text”', step.text, limits.text);
  const buttons = step.buttons ?? [];
  const count = step['call-hotlines'] ? limits.buttons : buttons.length;
  // Answers are not known yet; the department's facts are, and they are long.
  const filled = fillTemplate(step.text, (name) => facts[name] ?? `{${name}}`);
  return [
    ...tooLong('“text” ở trên các nút', filled, limits.buttonText),
    ...buttons.flatMap(({ title }) => tooLong(`nút “${title}”`, title, limits.title)),
    ...(count >= 1 && count <= limits.buttons
      ? []
      : [
          {
            what: `một tin nhắn có từ 1 đến ${limits.buttons} nút, tin này có ${count}`,
            mend: 'thêm hoặc bớt nút cho đủ',
          },
        ]),
  ];
}

function askFaults(
  step: Extract<Step, { type: 'ask' }>,
  flow: string,
  phrases: Phrases,
  reviewed: ReadonlySet<string>,
): Fault[] {
  const label = reviewed.has(nameOf(step))
    ? tooLong('“label” (thành chữ trên nút khi công dân sửa)', step.label, limits.title)
    : [];
  if (step.answer === 'yes-no') {
    const titles = [step.yes ?? '', step.no ?? ''];
    return [...label, ...titles.flatMap((title) => tooLong(`nút “${title}”`, title, limits.title))];
  }
  if (step.answer !== 'choice') return label;
  const { choices } = step;
  const officer = choices.some(({ title }) => title === phrases.buttons.officer) ? 0 : 1;
  return [
    ...label,
    ...choices.flatMap(({ title }) => tooLong(`lựa chọn “${title}”`, title, limits.title)),
    ...tooMany('câu hỏi', choices.length + (step.optional ? 1 : 0) + officer),
    ...choices.flatMap(({ value }) => payloadFaults(answerPayload(flow, step.id, value))),
  ];
}

function payloadFaults(payload: string): Fault[] {
  if (payload.length <= limits.payload && parsePayload(payload).type === 'answer') return [];
  return [
    { what: 'một lựa chọn có “value” quá dài đối với nút bấm', mend: 'rút ngắn “value” hoặc các “id”' },
  ];
}
