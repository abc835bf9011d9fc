import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { Refused } from './problem';

/** Argon2id, the library's default, at the cost that OWASP names first: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Each takes tens of milliseconds of a whole core; the rest of the server needs the others. */
const mostAtOnce = 2;
const mostWaiting = 50;

export type Passwords = {
  hash(password: string): Promise<string>;
  /** Without a hash (no such account) it takes as long and says no. */
  verify(passwordHash: string | undefined, password: string): Promise<boolean>;
};

export function makePasswords(): Passwords {
  const turn = turnstile();
  const nobodys = hash(randomBytes(32), cost);
  // Whoever verifies first gets the failure, if there is one; until then it must not end the process.
  nobodys.catch(() => undefined);
  return {
    hash: (password) => turn(() => hash(password.normalize('NFC'), cost)),
    verify: (passwordHash, password) =>
      turn(async () => {
        const right = await verify(passwordHash ?? (await nobodys), password.normalize('NFC'));
        return right && passwordHash !== undefined;
      }),
  };
}

/** Runs at most so many at once, the others in the order in which they came. */
function turnstile(): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running < mostAtOnce) running++;
    else {
      if (waiting.length >= mostWaiting)
        throw new Refused(503, 'busy', 'Hệ thống đang bận. Xin thử lại sau ít giây.', 5);
      // Whoever leaves hands over the place, so `running` stays as it is.
      await new Promise<void>((go) => waiting.push(go));
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
