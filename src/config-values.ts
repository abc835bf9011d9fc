/** What a setting's text turned out to be; `wrong` says what to do and never repeats the text. */
export type Parsed = { readonly value: string } | { readonly wrong: string };

export const plainText = (value: string): Parsed => ({ value });

export const port = (value: string): Parsed =>
  /^\d{1,5}$/.test(value) && Number(value) <= 65_535
    ? { value }
    : { wrong: 'write a number from 0 to 65535' };

export const oneOf =
  (allowed: readonly string[]) =>
  (value: string): Parsed =>
    allowed.includes(value) ? { value } : { wrong: `write one of ${allowed.join(', ')}` };

const PLACEHOLDER =
  /^(change[-_ ]?(me|it|this).*|your[-_ ].*|my[-_ ]?secret.*|secret.*|password.*|example.*|placeholder.*|todo.*|test.*|default.*|<.*>|(?<one>.)\k<one>*|(1234567890|0123456789|abcdef).*)$/i;

/** Refuses what is too short to be a secret, and what people leave standing in an example file. */
export const secret =
  (least: number) =>
  (value: string): Parsed => {
    if (PLACEHOLDER.test(value))
      return { wrong: 'this looks like a placeholder; put the real secret in its place' };
    if (value.length < least) return { wrong: `it needs ${least} characters or more` };
    return /\s/.test(value) ? { wrong: 'it must not contain white space' } : { value };
  };

/** @returns the key as hex. */
export function masterKey(value: string): Parsed {
  const bytes = /^[0-9a-f]{64}$/i.test(value) ? Buffer.from(value, 'hex') : Buffer.from(value, 'base64');
  const isExact = /^[0-9a-f]{64}$/i.test(value) || /^[A-Za-z0-9+/_-]{43}=?$/.test(value);
  if (!isExact || bytes.length !== 32)
    return {
      wrong: 'it must be 32 bytes as 64 hex digits or as base64; make one with: openssl rand -hex 32',
    };
  if (new Set(bytes).size < 8)
    return { wrong: 'this looks like a placeholder; make a key with: openssl rand -hex 32' };
  return { value: bytes.toString('hex') };
}

/** @param allow `bare`: nothing behind the host, so that paths can be put there. */
export const url =
  (allow: { plainHttpOnThisMachine: boolean; bare?: boolean }) =>
  (value: string): Parsed => {
    if (!URL.canParse(value)) return { wrong: 'write a whole address, like https://tiepnhan.example.gov.vn' };
    const { protocol, hostname, username, password, pathname, search, origin } = new URL(value);
    if (username || password) return { wrong: 'the address must not hold a name or password' };
    const isLocal = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(hostname);
    if (protocol !== 'https:' && !(protocol === 'http:' && isLocal && allow.plainHttpOnThisMachine)) {
      return { wrong: 'use https; plain http is allowed on this machine (127.0.0.1) only' };
    }
    if (allow.bare && (pathname !== '/' || search))
      return { wrong: 'write only scheme, host and port, without a path' };
    return { value: allow.bare ? origin : value.replace(/\/+$/, '') };
  };

/** A database's address; it may hold a name and password, so nothing of it is ever repeated. */
export const databaseUrl =
  (scheme: RegExp, like: string) =>
  (value: string): Parsed =>
    scheme.test(value) && !/\s/.test(value) ? { value } : { wrong: `write a whole address, like ${like}` };

export const wholeNumber =
  (least: number, most: number) =>
  (value: string): Parsed =>
    /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most
      ? { value: String(Number(value)) }
      : { wrong: `write a whole number from ${least} to ${most}` };
