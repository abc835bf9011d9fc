import { Redis } from 'ioredis';
import { StoreRefused } from '../store/store-refused';

/** How long Redis may take to be reached. */
export const REACH_MS = 3_000;
const LEAST_VERSION = 6;

/**
 * Looks once whether this Redis will do, so that the server says so at its start and not at night. One that is away is
 * no reason not to start: nothing is only there, and work is found without it.
 * @returns why it could not be reached, in a sentence that says what to do
 * @throws StoreRefused with what to do; nothing of the address is repeated, for it may hold a password
 */
export async function checkRedis(url: string): Promise<string | undefined> {
  let fault: Error | undefined;
  const client = new Redis(url, {
    enableReadyCheck: false,
    maxRetriesPerRequest: null,
    connectTimeout: REACH_MS,
    // It may be starting at the same time as we are.
    retryStrategy: () => 200,
  });
  // A wrong password and a wrong number of a database are told here, and the command after it may still succeed.
  client.on('error', (error: Error) => {
    if (!fault || !refusal(fault)) fault = error;
  });
  let late: NodeJS.Timeout | undefined;
  try {
    const found = await Promise.race([
      readFacts(client),
      new Promise<'late'>((resolve) => (late = setTimeout(() => resolve('late'), REACH_MS))),
    ]);
    if (fault && refusal(fault)) throw refused(fault);
    if (found === 'late') return unreachable(fault);
    judge(found);
    return undefined;
  } catch (error) {
    if (error instanceof StoreRefused) throw error;
    if (error instanceof Error && refusal(error)) throw refused(error);
    return unreachable(error);
  } finally {
    clearTimeout(late);
    client.disconnect();
  }
}

type Facts = { readonly version: string | undefined; readonly policy: string | undefined };

async function readFacts(client: Redis): Promise<Facts> {
  await client.ping();
  // A managed Redis may forbid either; what it does not tell is not held against it.
  const info = await client.info().catch(() => '');
  const [, asked] = (await client.config('GET', 'maxmemory-policy').catch(() => [])) as string[];
  return {
    version: /^redis_version:(\S+)/m.exec(info)?.[1],
    policy: asked ?? /^maxmemory_policy:(\S+)/m.exec(info)?.[1],
  };
}

function judge({ version, policy }: Facts): void {
  if (version !== undefined && Number.parseInt(version, 10) < LEAST_VERSION) {
    throw new StoreRefused(
      `REDIS_URL: this Redis is version ${version}; use version ${LEAST_VERSION} or newer.`,
    );
  }
  if (policy !== undefined && policy !== 'noeviction') {
    throw new StoreRefused(
      `REDIS_URL: this Redis throws keys away when its memory is full (maxmemory-policy ${policy}); set maxmemory-policy to noeviction.`,
    );
  }
}

/** What only a person can mend, told by how Redis begins its answer. */
const refusals: readonly (readonly [RegExp, string])[] = [
  [/^NOAUTH|HELLO must be called/, 'this Redis wants a password; write it into the address'],
  [/^(WRONGPASS|ERR invalid password)/, 'this Redis does not accept the name or password in the address'],
  [
    /^NOPERM/,
    'the name in the address may not do what is needed here; give it the right to all commands and keys',
  ],
  [
    /^ERR DB index|^ERR SELECT/,
    'this Redis has no database of the number in the address; use another, like /0',
  ],
];

const refusal = (error: Error): string | undefined =>
  refusals.find(([beginning]) => beginning.test(error.message))?.[1];

const refused = (error: Error): StoreRefused => new StoreRefused(`REDIS_URL: ${refusal(error)}.`);

function unreachable(error: unknown): string {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? ` (${String(error.code)})` : '';
  return `REDIS_URL: Redis cannot be reached${code}. Start it, or mend the address; until then work is found a few seconds later than usual.`;
}
