import {
  isMap,
  isNode,
  isScalar,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type ErrorCode,
} from 'yaml';
import type { z } from 'zod';
import type { Finding } from './finding';
import { explainIssue } from './explain-issue';

/** Far more than any flow needs; more is refused before it is parsed. */
const MOST_CHARACTERS = 500_000;
/** YAML's aliases may multiply a small file into a huge one. */
const MOST_ALIASES = 20;

const refused = new Set(['__proto__', 'constructor', 'prototype']);

export type ReadYaml<T> =
  | { readonly value: T; readonly lineOf: (path: readonly PropertyKey[]) => number | undefined }
  | { readonly findings: readonly Finding[] };

/** Reads a YAML text into the shape of a schema. Says all that is wrong with it; never throws. */
export function readYaml<T>(file: string, text: string, schema: z.ZodType<T>): ReadYaml<T> {
  const wrong = (what: string, mend: string, line?: number): ReadYaml<T> => ({
    findings: [{ file, flow: '', ...(line !== undefined && { line }), what, mend }],
  });
  if (text.length > MOST_CHARACTERS)
    return wrong(`tệp dài hơn ${MOST_CHARACTERS} ký tự`, 'chia thành nhiều luồng');
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    const mend =
      error.code === 'DUPLICATE_KEY'
        ? 'có hai dòng bắt đầu bằng cùng một chữ, chỉ giữ một dòng'
        : 'xem lại chỗ thụt đầu dòng, dấu nháy và dấu hai chấm quanh dòng này';
    return wrong(
      `tệp chưa đúng dạng YAML: ${faults[error.code] ?? 'có ký tự đặt không đúng chỗ'}`,
      mend,
      counter.linePos(error.pos[0]).line,
    );
  }
  const key = findRefusedKey(document);
  if (key) return wrong(`không được dùng tên ${key.name}`, 'đặt tên khác', counter.linePos(key.at).line);

  let raw: unknown;
  try {
    raw = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch {
    return wrong('tệp lặp lại các phần của chính nó bằng dấu “*” quá nhiều lần', 'viết đủ từng phần ra');
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(document, counter, path);
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { value: parsed.data, lineOf };
  const findings = parsed.error.issues.map((issue): Finding => {
    const line = lineOf(issue.path);
    return { file, ...explainIssue(issue, raw, schema), ...(line !== undefined && { line }) };
  });
  return { findings };
}

/** The parser's own words are English, and say more of the parser than of the file. */
const faults: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_INDENT: 'dòng này thụt vào chưa thẳng hàng',
  TAB_AS_INDENT: 'đầu dòng có dấu tab; chỉ dùng dấu cách',
  MISSING_CHAR: 'thiếu một dấu nháy, dấu ngoặc, dấu phẩy hoặc dấu hai chấm',
  DUPLICATE_KEY: 'có mục ghi hai lần',
  MULTILINE_IMPLICIT_KEY: 'tên mục phải nằm trên một dòng và có dấu hai chấm theo sau',
  BLOCK_AS_IMPLICIT_KEY: 'dòng này có hai dấu hai chấm; đặt câu trong dấu nháy hoặc viết sau “>-”',
  UNEXPECTED_TOKEN: 'có ký tự đặt không đúng chỗ',
  BAD_ALIAS: 'sau dấu “*” hoặc “&” phải là một tên',
  MULTIPLE_DOCS: 'tệp có hai phần ngăn bằng “---”; mỗi tệp chỉ có một phần',
};

/** Names that mean something to JavaScript itself. */
function findRefusedKey(document: Document): { name: string; at: number } | undefined {
  let found: { name: string; at: number } | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isScalar(key) || !refused.has(String(key.value))) return undefined;
      found = { name: String(key.value), at: key.range?.[0] ?? 0 };
      return visit.BREAK;
    },
  });
  return found;
}

/** The line of what stands at a path, or of the nearest thing around it. */
function lineAt(document: Document, counter: LineCounter, path: readonly PropertyKey[]): number | undefined {
  for (let length = path.length; length > 0; length -= 1) {
    const [parents, last] = [path.slice(0, length - 1), path[length - 1]];
    const parent = parents.length > 0 ? document.getIn(parents, true) : document.contents;
    if (isMap(parent)) {
      const key = parent.items.find((pair) => isScalar(pair.key) && pair.key.value === last)?.key;
      if (isNode(key) && key.range) return counter.linePos(key.range[0]).line;
    }
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
  }
  return undefined;
}
