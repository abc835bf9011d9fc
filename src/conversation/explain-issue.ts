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
  const name = String(issue.path.at(-1) ?? 'tệp');
  const given = valueAt(raw, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys': {
      const [key = ''] = issue.keys;
      const near = keysAt(schema, raw, issue.path).find((known) => withinOneEdit(known, key));
      return {
        what: `ở đây không có mục nào tên là ${issue.keys.join(', ')}`,
        mend: near ? `có phải là “${near}” không?` : 'bỏ đi, hoặc viết lại cho đúng chính tả',
      };
    }
    case 'invalid_union': {
      const { options = [] } = issue as { options?: readonly unknown[] };
      const known = options.length > 0 ? `viết một trong: ${options.join(', ')}` : 'xem hướng dẫn cách viết';
      return given === undefined
        ? { what: `thiếu “${name}”`, mend: known }
        : { what: `không có ${name} nào là “${short(given)}”`, mend: known };
    }
    case 'invalid_value': {
      const known = issue.values.map((value) => String(value)).join(', ');
      return given === undefined
        ? { what: `thiếu “${name}”`, mend: `thêm vào; có thể là: ${known}` }
        : { what: `“${name}” không thể là “${short(given)}”`, mend: `viết một trong: ${known}` };
    }
    case 'invalid_type': {
      const wanted = typeNames[issue.expected] ?? issue.expected;
      if (given === undefined) return { what: `thiếu “${name}”`, mend: `thêm vào; đó là ${wanted}` };
      const quoted = issue.expected === 'string' && typeof given !== 'object' ? ', đặt trong dấu nháy' : '';
      return { what: `“${name}” phải là ${wanted}`, mend: `viết ${wanted}${quoted}` };
    }
    case 'too_small':
      if (issue.origin === 'array')
        return { what: `danh sách “${name}” đang trống`, mend: 'thêm ít nhất một mục' };
      return { what: `“${name}” đang trống hoặc quá nhỏ`, mend: 'điền vào' };
    default:
      return { what: `“${name}” chưa đúng`, mend: hintFor(issue) };
  }
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'chữ',
  boolean: 'true hoặc false',
  number: 'một số',
  int: 'một số nguyên',
  array: 'một danh sách',
  object: 'các dòng dạng “tên: giá trị”',
};

/** The step's id where it has one, else its number as people count. */
function stepAt(raw: unknown, path: readonly PropertyKey[]): string | undefined {
  if (path[0] !== 'steps' || typeof path[1] !== 'number') return undefined;
  return idOf(valueAt(raw, path.slice(0, 2))) ?? `thứ ${path[1] + 1}`;
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

/** The schemas say in Vietnamese what a text must look like; zod's own sentences are English. */
const hintFor = ({ message }: Issue): string =>
  /^(Invalid|Too|Expected|Unrecognized)/.test(message) ? 'xem lại cách viết mục này' : message;

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
