type Check = (value: unknown) => boolean;

const isNumber: Check = (value) => typeof value === 'number' && Number.isFinite(value);
const text =
  (shape: RegExp): Check =>
  (value) =>
    typeof value === 'string' && shape.test(value);

/** An id of ours. White space and marks make words; digits alone make a phone number or a PSID. */
const isId = text(/^(?![\d.+-]{7,}$)[\w.:@!-]{1,200}$/);
/** A word out of the program's own vocabulary. */
const isWord = text(/^[a-zA-Z][\w-]{0,40}$/);
/** A number, or a code such as `ECONNRESET`, `10/2018278` (Meta's), `http-502`. */
const isCode: Check = (value) =>
  isNumber(value) || text(/^(?:\d{1,6}(?:\/\d{1,7})?|[a-zA-Z][\w-]{0,40})$/)(value);
/** An error's name and perhaps its code, as `faultOf` puts them. */
const isFault = text(/^[a-zA-Z]\w{0,60}(?: (?:\d{1,6}|[A-Z][A-Z\d_]{0,60}))?$/);
/** Places in the program, as `faultOf` puts them: each a function and a file, or a file, with line and column. */
const frame = String.raw`(?:(?:async |new )*[\w$.<>#]{1,120}(?: \[as [\w$.<>]{1,80}\])? \((?:[^\s()]{1,300}:\d+:\d+|<anonymous>|native)\)|(?:async )?[^\s()]{1,300}:\d+:\d+)`;
const isPlace = text(new RegExp(`^(?:${frame}(?: < ${frame}){0,7})?$`));

/**
 * The only fields that may stand in a log line, each with what it may look like. Anything else that somebody passes in
 * is dropped, so that no citizen's word, name, phone or PSID gets into a log by accident: not in a field of another
 * name, and not in the place of an id.
 */
const checks: Readonly<Record<string, Check>> = {
  conversationId: isId,
  caseId: isId,
  messageId: isId,
  fileId: isId,
  id: isId,
  topic: isWord,
  collection: isWord,
  input: isWord,
  outcome: isWord,
  reason: isWord,
  method: isWord,
  effects: isNumber,
  bytes: isNumber,
  status: isNumber,
  ms: isNumber,
  port: isNumber,
  count: isNumber,
  percent: isNumber,
  seconds: isNumber,
  code: isCode,
  error: isFault,
  at: isPlace,
  route: text(/^\/[\w/:.-]{0,100}$/),
  published: (value) => Array.isArray(value) && value.every(isId),
};

/** What of these fields may be written down. A value that looks wrong is left out, and said to be. */
export function loggable(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check || value === undefined) continue;
    shown[name] = check(value) ? value : '(left out)';
  }
  return shown;
}
