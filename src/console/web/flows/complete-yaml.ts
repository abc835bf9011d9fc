/** The parts of a JSON schema that completion reads. */
export type Schema = {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly type?: string;
};

export type Completions = {
  /** Where the word begins that they replace, counted in the whole text. */
  readonly from: number;
  readonly words: readonly { readonly word: string; readonly isKey: boolean }[];
};

/**
 * What may stand at a place of a flow file: names of the flow or of the step around it, and values where they are few.
 * @returns undefined where anything may stand
 */
export function completeYaml(schema: Schema, text: string, at: number): Completions | undefined {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(lineStart, at);
  const step = stepAround(text, lineStart);
  const value = /^\s*(?:- )?([a-z-]+):\s+([\p{L}\d-]*)$/u.exec(line);
  if (value) {
    const [, key = '', begun = ''] = value;
    return some(at - begun.length, valuesOf(schema, text, step, key), false);
  }
  const key = /^(\s*)(?:- )?([a-z-]*)$/.exec(line);
  if (!key) return undefined;
  const [, indent = '', begun = ''] = key;
  if (indent === '' && !line.startsWith('-')) return some(at - begun.length, keysOf([schema]), true);
  return step && indent.length <= step.indent + 2
    ? some(at - begun.length, keysOf(fitting(schema, step)), true)
    : undefined;
}

type Step = { readonly indent: number; readonly type?: string; readonly answer?: string };

/** The step whose lines are around a place, as far as it is written. */
function stepAround(text: string, lineStart: number): Step | undefined {
  const before = text.slice(0, lineStart).split('\n');
  const rest = text.slice(lineStart).split('\n');
  const steps = /^( *)- /;
  const isStart = (line: string) => /^ {0,2}- id:/.test(line);
  const current = rest[0] ?? '';
  const first = steps.test(current) ? before.length - 1 : before.findLastIndex(isStart);
  if (first < 0 || !before.some((line) => /^steps:/.test(line))) return undefined;
  const indent = (steps.exec(first === before.length - 1 ? current : (before[first] ?? ''))?.[1] ?? '')
    .length;
  const after = rest.slice(1).findIndex((line) => isStart(line));
  const lines = [...before.slice(first), ...rest.slice(0, after < 0 ? undefined : after + 1)];
  const said = (key: string) =>
    lines.flatMap((line) => new RegExp(`^\\s*(?:- )?${key}:\\s*([a-z-]+)\\s*$`).exec(line)?.[1] ?? [])[0];
  const [type, answer] = [said('type'), said('answer')];
  return { indent, ...(type !== undefined && { type }), ...(answer !== undefined && { answer }) };
}

/** The kinds of step that what is written may still become. */
function fitting(schema: Schema, { type, answer }: Step): readonly Schema[] {
  const all = membersOf(schema.properties?.['steps']?.items ?? {});
  const ofType = all.filter(({ properties }) => properties?.['type']?.const === type);
  const ofAnswer = ofType.filter(({ properties }) => properties?.['answer']?.const === answer);
  return ofAnswer.length > 0 && answer !== undefined ? ofAnswer : ofType.length > 0 ? ofType : all;
}

const membersOf = (schema: Schema): readonly Schema[] => {
  const inner = schema.anyOf ?? schema.oneOf;
  return inner ? inner.flatMap(membersOf) : [schema];
};

const keysOf = (schemas: readonly Schema[]): readonly string[] =>
  unique(schemas.flatMap(({ properties }) => Object.keys(properties ?? {})));

function valuesOf(schema: Schema, text: string, step: Step | undefined, key: string): readonly string[] {
  if (['next', 'start', 'found', 'missing'].includes(key)) return stepIds(text);
  const within = step ? fitting(schema, key === 'type' ? { indent: step.indent } : step) : [schema];
  return unique(
    within.flatMap(({ properties }) => {
      const known = properties?.[key];
      if (!known) return [];
      if (known.type === 'boolean') return ['true', 'false'];
      const values = known.const !== undefined ? [known.const] : (known.enum ?? []);
      return values.map(String);
    }),
  );
}

const stepIds = (text: string): readonly string[] =>
  unique([...text.matchAll(/^ {0,2}- id: *([a-z0-9-]+)/gm)].flatMap(([, id]) => id ?? []));

const unique = (words: readonly string[]): readonly string[] => [...new Set(words)];

const some = (from: number, words: readonly string[], isKey: boolean): Completions | undefined =>
  words.length > 0 ? { from, words: words.map((word) => ({ word, isKey })) } : undefined;
