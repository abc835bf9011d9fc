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
    ...flows.flatMap((in_) =>
      in_.flow.steps.flatMap((step) => {
        const tell = ({ what, mend }: Fault) => findingIn(in_, step.id, what, mend);
        return [
          ...textFaults(step, facts),
          ...(step.type === 'ask' ? askFaults(step, in_.flow.id, phrases, reviewed) : []),
          ...(step.type === 'review' ? tooMany('the review', step.show.length + 1) : []),
        ].map(tell);
      }),
    ),
  ];
}

/** The same for the sentences and buttons that belong to no flow. */
export function checkPhraseLimits(file: string, phrases: Phrases): Finding[] {
  const { buttons } = phrases;
  const faults = [
    ...tooLong('greeting', phrases.greeting, limits.greeting),
    ...Object.entries(buttons).flatMap(([key, title]) => tooLong(`button ${key}`, title, limits.title)),
    ...Object.entries(phrases).flatMap(([key, text]) =>
      typeof text === 'string' && key !== 'greeting' ? tooLong(key, text, limits.text) : [],
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
      what: `${where} has ${length} characters, Messenger takes ${most}`,
      mend: `shorten it by ${length - most}`,
    },
  ];
}

function tooMany(where: string, offered: number): Fault[] {
  if (offered <= limits.quickReplies) return [];
  return [
    {
      what: `${where} offers ${offered} buttons with the officer's, Messenger takes ${limits.quickReplies}`,
      mend: `leave out ${offered - limits.quickReplies}`,
    },
  ];
}

function checkMenu(flows: readonly FlowIn[]): Finding[] {
  const items = flows.filter(({ flow }) => flow.menu !== undefined);
  const long = items.flatMap((in_) =>
    tooLong('"menu"', in_.flow.menu ?? '', limits.menuTitle).map(({ what, mend }) =>
      findingIn(in_, undefined, what, mend),
    ),
  );
  // "Gửi nội dung mới" is always there.
  const [over] = items.slice(limits.menuItems - 1);
  if (!over) return long;
  const what = `the menu has more than ${limits.menuItems} lines`;
  return [...long, findingIn(over, undefined, what, 'leave out "menu" in some flows')];
}

function textFaults(step: Step, facts: Readonly<Record<string, string>>): Fault[] {
  if (!('text' in step)) return [];
  if (step.type !== 'say' || !step.buttons) return tooLong('"text"', step.text, limits.text);
  const count = step.buttons.length;
  // Answers are not known yet; the department's facts are, and they are long.
  const filled = fillTemplate(step.text, (name) => facts[name] ?? `{${name}}`);
  return [
    ...tooLong('"text" above buttons', filled, limits.buttonText),
    ...step.buttons.flatMap(({ title }) => tooLong(`button "${title}"`, title, limits.title)),
    ...(count >= 1 && count <= limits.buttons
      ? []
      : [
          {
            what: `a message has 1 to ${limits.buttons} buttons, this one ${count}`,
            mend: 'change their number',
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
    ? tooLong('"label" (a button when the citizen changes it)', step.label, limits.title)
    : [];
  if (step.answer === 'yes-no') {
    const titles = [step.yes ?? '', step.no ?? ''];
    return [...label, ...titles.flatMap((title) => tooLong(`button "${title}"`, title, limits.title))];
  }
  if (step.answer !== 'choice') return label;
  const { choices } = step;
  const officer = choices.some(({ title }) => title === phrases.buttons.officer) ? 0 : 1;
  return [
    ...label,
    ...choices.flatMap(({ title }) => tooLong(`choice "${title}"`, title, limits.title)),
    ...tooMany('the question', choices.length + (step.optional ? 1 : 0) + officer),
    ...choices.flatMap(({ value }) => payloadFaults(answerPayload(flow, step.id, value))),
  ];
}

function payloadFaults(payload: string): Fault[] {
  if (payload.length <= limits.payload && parsePayload(payload).type === 'answer') return [];
  return [{ what: 'a choice has a value that is too long for a button', mend: 'shorten it or the ids' }];
}
