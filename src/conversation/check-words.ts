import { sameMessage } from '../language/same-message';
import { findingIn, type Finding, type FlowIn } from './finding';
import type { Phrases, Step } from './flow';

/** Words that mean two things, or that are written in a way that no keyboard writes them. */
export function checkWords(flows: readonly FlowIn[], phrases: Phrases): Finding[] {
  return [
    ...checkCommands(flows, phrases),
    ...flows.flatMap((in_) => [
      ...checkForm(in_),
      ...in_.flow.steps.flatMap((step) => checkChoices(in_, step)),
    ]),
  ];
}

/** The same for the sentences that belong to no flow. */
export function checkPhraseWords(file: string, phrases: Phrases): Finding[] {
  const said = Object.entries(phrases.commands).flatMap(([key, words]) =>
    words.map((word) => ({ key, word })),
  );
  const twice = said.flatMap(({ key, word }, at) => {
    const same = said.slice(0, at).find((earlier) => sameMessage(word, earlier.word));
    if (!same) return [];
    const what = `lệnh “${word}” của ${key} cũng là lệnh của ${same.key}`;
    return [{ file, flow: '', what, mend: 'chỉ để lệnh này ở một nơi' }];
  });
  const form = stringsIn(phrases).filter(({ text }) => text !== text.normalize('NFC'));
  return [...twice, ...form.map(({ path }) => ({ file, flow: '', ...decomposed(path) }))];
}

const decomposed = (where: string) => ({
  what: `“${where}” có chữ mà dấu là ký tự rời (không phải NFC)`,
  mend: 'gõ lại chỗ này, hoặc chuyển tệp sang NFC',
});

/** Without marks and spaces, as citizens type: "tra cuu" calls the same as "tra cứu". */
function checkCommands(flows: readonly FlowIn[], phrases: Phrases): Finding[] {
  const known: { word: string; of: string }[] = Object.entries(phrases.commands).flatMap(([key, words]) =>
    words.map((word) => ({ word, of: `lệnh chung “${key}”` })),
  );
  return flows.flatMap((in_) =>
    (in_.flow.commands ?? []).flatMap((word) => {
      const same = known.find((other) => sameMessage(word, other.word));
      known.push({ word, of: `luồng ${in_.flow.id}` });
      if (!same) return [];
      const what = `lệnh “${word}” đã gọi ${same.of} rồi`;
      return [findingIn(in_, undefined, what, 'chỉ để lệnh này ở một nơi')];
    }),
  );
}

function checkForm(in_: FlowIn): Finding[] {
  const { steps, ...head } = in_.flow;
  const parts = [
    { step: undefined, strings: stringsIn(head) },
    ...steps.map((step) => ({ step: step.id, strings: stringsIn(step) })),
  ];
  return parts.flatMap(({ step, strings }) =>
    strings
      .filter(({ text }) => text !== text.normalize('NFC'))
      .map(({ path }) => {
        const { what, mend } = decomposed(path);
        return findingIn(in_, step, what, mend);
      }),
  );
}

function checkChoices(in_: FlowIn, step: Step): Finding[] {
  if (step.type !== 'ask' || step.answer !== 'choice') return [];
  const twice = (words: readonly string[]) => new Set(words.filter((word, at) => words.indexOf(word) !== at));
  const values = twice(step.choices.map(({ value }) => value));
  const titles = twice(step.choices.map(({ title }) => title));
  return [
    ...[...values].map((value) =>
      findingIn(in_, step.id, `có hai lựa chọn cùng “value” là ${value}`, 'đổi “value” của một trong hai'),
    ),
    ...[...titles].map((title) =>
      findingIn(in_, step.id, `có hai lựa chọn cùng tên “${title}”`, 'đổi tên một trong hai'),
    ),
  ];
}

/** Every text in a piece of plain data, with the path to it. */
function stringsIn(value: unknown, path = ''): { path: string; text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    stringsIn(inner, Array.isArray(value) ? `${path}[${key}]` : path ? `${path}.${key}` : key),
  );
}
