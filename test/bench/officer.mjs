import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { monotonic } from './measure.mjs';
import { root } from './program.mjs';

const USERNAME = 'canbo.do';
const PASSWORD = 'mot-mat-khau-cho-phep-do';

/** Makes an account with the program's own command. @param env the program's @returns its one-time password */
export async function makeOfficer(env) {
  const args = [join(root, 'dist/src/cli.js'), 'account', 'make', USERNAME, 'duty-officer', 'Cán bộ đo'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: root, env, timeout: 60_000 });
  const found = /Mật khẩu dùng một lần: (\S+)/.exec(stdout)?.[1];
  if (!found) throw new Error(`the account was not made: ${stdout}`);
  return found;
}

/** Signs in as an officer does in the console. @param oneTime only the first time: then it is changed */
export async function signIn(port, oneTime) {
  let cookie = '';
  const call = async (path, body) => {
    const from = monotonic();
    const response = await fetch(`http://127.0.0.1:${port}/api${path}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Requested-With': 'tiep-nhan',
        'Sec-Fetch-Site': 'same-origin',
        Cookie: cookie,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(20_000),
    });
    const text = await response.text();
    const ms = monotonic() - from;
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 200)}`);
    const given = response.headers.getSetCookie()[0]?.split(';')[0];
    if (given) cookie = given;
    return { ms, answer: JSON.parse(text) };
  };
  await call('/sign-in', { username: USERNAME, password: oneTime ?? PASSWORD });
  if (oneTime) await call('/me/password', { current: oneTime, next: PASSWORD });
  return call;
}
