import type { z } from 'zod';
import { withinOneEdit } from '../language/within-one-edit';
import type { Finding } from './finding';

type Issue = z.core.$ZodIssue;

/** A zod issue in plain words: which step, what is wrong, how to mend it. */
export function explainIssue(
  issue: Issue,
  raw: unknown,
  schema: z.ZodType,
): Pick<Finding, 'flow' | 'step' | 'what' | 'mend'> {
  const step = stepAt(raw, issue.path);
  const place = showPath(issue.path);
  const at = place ? ` (${place})` : '';
  const id = idOf(raw);
  const { what, mend } = explain(issue, raw, schema);
  return { flow: id ?? '', ...(step !== undefined && { step }), what: `${what}${at}`, mend };
}

function explain(issue: Issue, raw: unknown, schema: z.ZodType): { what: string; mend: string } {
  const name = String(issue.path.at(-1) ?? 'the file');
  const given = valueAt(raw, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [key = ''] = issue.keys;
      const near = keysAt(schema, raw, issue.path).find((known) => withinOneEdit(known, key));
      const many = issue.keys.length > 1;
      return {
        what: `${issue.keys.join(', ')} ${many ? 'are' : 'is'} not known here`,
        mend: near ? `did you mean "${near}"?` : `remove ${many ? 'them' : 'it'}, or correct the spelling`,
      };
    }
    case 'invalid_union': {
      const { options = [] } = issue as { options?: readonly unknown[] };
      const known = options.length > 0 ? `write one of: ${options.join(', ')}` : 'see flows/README.md';
      return given === undefined
        ? { what: `"${name}" is missing`, mend: known }
        : { what: `there is no ${name} "${short(given)}"`, mend: known };
    }
    case 'invalid_value': {
      const known = issue.values.map((value) => String(value)).join(', ');
      return given === undefined
        ? { what: `"${name}" is missing`, mend: `add it; it may be: ${known}` }
        : { what: `"${name}" cannot be "${short(given)}"`, mend: `write one of: ${known}` };
    }
    case 'invalid_type': {
      const wanted = typeNames[issue.expected] ?? issue.expected;
      if (given === undefined) return { what: `"${name}" is missing`, mend: `add it; it is ${wanted}` };
      const quoted = issue.expected === 'string' && typeof given !== 'object' ? ', in quotes' : '';
      return { what: `"${name}" must be ${wanted}`, mend: `write ${wanted}${quoted}` };
    }
    case 'too_small':
      if (issue.origin === 'array')
        return { what: `"${name}" is an empty list`, mend: 'put at least one entry into it' };
      return { what: `"${name}" ${lower(issue.message)}`, mend: 'fill it in' };
    default:
      return { what: `"${name}" is not right: ${lower(issue.message)}`, mend: `correct "${name}"` };
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a block of "name: value" lines',
};

/** The step's id where it has one, else its number as people count. */
function stepAt(raw: unknown, path: readonly PropertyKey[]): string | undefined {
  if (path[0] !== 'steps' || typeof path[1] !== 'number') return undefined;
  return idOf(valueAt(raw, path.slice(0, 2))) ?? `number ${path[1] + 1}`;
}

const idOf = (value: unknown): string | undefined => {
  const id = valueAt(value, ['id']);
  return typeof id === 'string' && id !== '' ? short(id) : undefined;
};

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );
}

const showPath = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (shown, key) => (typeof key === 'number' ? `${shown}[${key}]` : `${shown}${shown && '.'}${String(key)}`),
    '',
  );

const short = (value: unknown): string => {
  const shown = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return shown.length > 40 ? `${shown.slice(0, 40)}…` : shown;
};

const lower = (message: string) => message.charAt(0).toLowerCase() + message.slice(1);

/** The names that a schema knows at a path: of a union, those of the member that fits the value's own type. */
function keysAt(schema: z.ZodType, raw: unknown, path: readonly PropertyKey[]): readonly string[] {
  let at: unknown = schema;
  for (let depth = 0; depth <= path.length; depth += 1) {
    at = memberFor(at, valueAt(raw, path.slice(0, depth)));
    const key = path[depth];
    if (key === undefined) break;
    at = typeof key === 'number' ? inner(at, 'element') : inner(inner(at, 'shape'), key);
    at = inner(inner(at, 'def'), 'innerType') ?? at;
  }
  return Object.keys((inner(at, 'shape') as object | undefined) ?? {});
}

function memberFor(schema: unknown, value: unknown): unknown {
  const options = inner(schema, 'options');
  if (!Array.isArray(options)) return schema;
  const members = options.map((option: unknown) => memberFor(option, value));
  return members.find((member) => {
    const shape = inner(member, 'shape') as Record<string, unknown> | undefined;
    return ['type', 'answer'].every((key) => {
      const literal = inner(shape?.[key], 'value');
      return literal === undefined || literal === valueAt(value, [key]);
    });
  });
}

const inner = (value: unknown, key: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
