/** A database server that a test runs. It ends with the process that started it, or by `stop` or `kill`. */
export type RealServer = {
  /** Stays the same over `restart`. */
  readonly url: string;
  readonly port: number;
  readonly folder: string;
  readonly logFile: string;
  /** Another one after each `restart`. */
  readonly pid: number;
  readonly isRunning: () => boolean;
  /** Ends it in order (SIGTERM) and waits until it has ended. Harmless when it has. */
  readonly stop: () => Promise<void>;
  /** SIGKILL, as a power cut would; waits until it has ended. What it had made durable is there after `restart`. */
  readonly kill: () => Promise<void>;
  /** Stops it if it runs; starts it on the same port and folder; waits until it takes writes. */
  readonly restart: () => Promise<void>;
  /** It hangs (SIGSTOP): connections stay open, nothing is answered. */
  readonly pause: () => void;
  readonly resume: () => void;
};

/** The program's path: MONGOD, then PATH, then where `.ci/run` puts it. Undefined: this machine has none. */
export function findMongod(env?: NodeJS.ProcessEnv): string | undefined;

/** The program's path: REDIS_SERVER, then PATH. Undefined: this machine has none. */
export function findRedis(env?: NodeJS.ProcessEnv): string | undefined;

/**
 * A mongod with its data in `folder`/mongo; resolves when it takes writes. `folder` is the caller's to remove.
 * @param options.replica as the only member of the replica set rs0 (default), or standing alone
 * @param options.database the database that `url` names, `tiepnhan` if not given
 * @throws Error with a sentence for people where there is no mongod or it does not start
 */
export function startMongo(options: {
  folder: string;
  replica?: boolean;
  database?: string;
  args?: readonly string[];
}): Promise<RealServer>;

/**
 * A redis-server with its append-only file in `folder`/redis, never evicting; resolves when it answers.
 * @param options.args more of its own options, e.g. `['--maxmemory', '5mb']`
 * @throws Error with a sentence for people where there is no redis-server or it does not start
 */
export function startRedis(options: { folder: string; args?: readonly string[] }): Promise<RealServer>;
