import { readFileSync } from 'node:fs';
import {
  databaseUrl,
  masterKey,
  oneOf,
  plainText,
  port,
  secret,
  url,
  wholeNumber,
  type Parsed,
} from './config-values';
import type { Permissions } from './messenger/judge-send';

/** One environment variable: what it is for, what it is without being set, and what it may be. */
type Setting = {
  readonly help: string;
  readonly fallback?: string;
  /** May also come from a file, named by the variable with `_FILE` behind its name. */
  readonly secret?: boolean;
  readonly example?: string;
  readonly parse: (value: string) => Parsed;
};

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/** The whole configuration. `.env.example` is made from this table. */
export const settings = {
  HOST: {
    help: 'Address to listen on; the trial mode allows this machine only.',
    fallback: '127.0.0.1',
    parse: plainText,
  },
  PORT: { help: 'Port to listen on.', fallback: '3000', parse: port },
  PUBLIC_URL: {
    help: 'Where browsers and Meta reach this server. https, or http on this machine. Without it: http://HOST:PORT.',
    example: 'https://tiepnhan.example.gov.vn',
    parse: url({ plainHttpOnThisMachine: true, bare: true }),
  },
  DATA_DIR: {
    help: 'Folder for the data file, the files and, in the trial mode, the secrets.',
    fallback: './data',
    parse: plainText,
  },
  ROLE: {
    help: 'What this process does: all, web, or worker.',
    fallback: 'all',
    parse: oneOf(['all', 'web', 'worker']),
  },
  PAGE_ID: {
    help: "The Facebook page's id. With no Meta credentials at all, the trial mode is on.",
    parse: plainText,
  },
  APP_ID: {
    help: "The Meta app's id; tells our own messages from those that people type in Facebook.",
    parse: plainText,
  },
  APP_SECRET: {
    help: "The Meta app's secret; every webhook is checked with it.",
    secret: true,
    parse: secret(16),
  },
  APP_SECRET_PREVIOUS: {
    help: 'The secret before the last change, while Meta may still sign with it.',
    secret: true,
    parse: secret(16),
  },
  VERIFY_TOKEN: {
    help: 'What Meta has to say when the webhook address is entered; choose it yourself, 16 characters or more.',
    secret: true,
    parse: secret(16),
  },
  PAGE_ACCESS_TOKEN: { help: "The page's access token, to send answers.", secret: true, parse: secret(16) },
  GRAPH_URL: {
    help: 'Where the Graph API is; http only to this machine.',
    fallback: 'https://graph.facebook.com',
    parse: url({ plainHttpOnThisMachine: true }),
  },
  GRAPH_API_VERSION: {
    help: 'Version of the Graph API.',
    fallback: 'v26.0',
    parse: (value) => (/^v\d{1,3}\.\d$/.test(value) ? { value } : { wrong: 'write it like v26.0' }),
  },
  HUMAN_AGENT: {
    help: 'Whether Meta has approved the feature Human Agent for the app: yes lets what officers write go out for 7 days.',
    fallback: 'no',
    parse: oneOf(['yes', 'no']),
  },
  UTILITY_TEMPLATE: {
    help: 'Name of an approved utility template, with the code of the case as its one parameter, that tells of news after the window has closed. Without it none is sent.',
    example: 'ho_so_co_cap_nhat',
    parse: (value) =>
      /^[a-z0-9_]{1,512}$/.test(value) ? { value } : { wrong: 'write it like ho_so_co_cap_nhat' },
  },
  SEND_RATE: {
    help: 'Most messages a second to Meta, over all processes; 0 for no limit. From 40 on the page inbox stops working.',
    fallback: '30',
    parse: wholeNumber(0, 1_000),
  },
  MONGODB_URL: {
    help: 'The database of the service profile, e.g. mongodb://user:password@host/tiepnhan?replicaSet=rs0. Needs REDIS_URL too.',
    secret: true,
    parse: databaseUrl(
      /^mongodb(\+srv)?:\/\/[^/]+\/[^/?]+/,
      'mongodb://host:27017/tiepnhan, with the name of the database',
    ),
  },
  REDIS_URL: {
    help: 'The queue of the service profile, e.g. redis://:password@host:6379/0. Needs MONGODB_URL too.',
    secret: true,
    parse: databaseUrl(/^rediss?:\/\/[^/]+/, 'redis://host:6379/0'),
  },
  MASTER_KEY: {
    help: 'Key of 32 bytes that wraps all others, as 64 hex digits or base64; make one with: openssl rand -hex 32',
    secret: true,
    parse: masterKey,
  },
  MASTER_KEY_PREVIOUS: {
    help: 'The master key before the last change, until npm run rotate-key is done.',
    secret: true,
    parse: masterKey,
  },
  METRICS_PORT: {
    help: 'Port of /metrics; without it there is none. Never open it to the public.',
    parse: port,
  },
  METRICS_HOST: {
    help: 'Address that /metrics listens on.',
    fallback: '127.0.0.1',
    parse: plainText,
  },
  LOG_LEVEL: { help: `How much to log: ${logLevels.join(', ')}.`, fallback: 'info', parse: oneOf(logLevels) },
  CRASH_AT: { help: 'For tests only: the process kills itself at this point.', parse: plainText },
} as const satisfies Record<string, Setting>;

type Name = keyof typeof settings;

export type MetaConfig = {
  readonly pageId: string;
  readonly appId: string;
  /** The present one first. */
  readonly appSecrets: readonly string[];
  readonly verifyToken: string;
  readonly pageToken: string;
};

export type Config = {
  readonly host: string;
  readonly port: number;
  /** Undefined: where the server turns out to listen. */
  readonly publicUrl: string | undefined;
  readonly dataDir: string;
  readonly role: 'all' | 'web' | 'worker';
  /** Undefined: no Meta, the simulator takes its place. */
  readonly meta: MetaConfig | undefined;
  readonly graphUrl: string;
  readonly graphVersion: string;
  /** What Meta allows the page to send outside the window of a day. */
  readonly permissions: Permissions;
  /** Both, or neither: then the data is in `dataDir`. */
  readonly mongodbUrl: string | undefined;
  readonly redisUrl: string | undefined;
  readonly masterKey: Buffer | undefined;
  readonly previousMasterKey: Buffer | undefined;
  /** Messages a second; 0 for no limit. */
  readonly sendRate: number;
  /** Undefined: nothing listens. */
  readonly metrics: { readonly host: string; readonly port: number } | undefined;
  readonly logLevel: (typeof logLevels)[number];
  readonly crashAt: string | undefined;
};

/** The configuration cannot be used. `mistakes` are all of them, each with what to do; no secret is repeated. */
export class ConfigRefused extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(`The configuration cannot be used:\n${mistakes.map((mistake) => `- ${mistake}`).join('\n')}`);
  }
}

const credentials = [
  'PAGE_ID',
  'APP_ID',
  'APP_SECRET',
  'VERIFY_TOKEN',
  'PAGE_ACCESS_TOKEN',
] as const satisfies Name[];

/** @throws ConfigRefused */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const mistakes: string[] = [];
  const values = new Map<Name, string>();
  for (const [name, setting] of Object.entries(settings) as [Name, Setting][]) {
    const raw = readRaw(env, name, setting, mistakes);
    if (raw === undefined) continue;
    const parsed = setting.parse(raw);
    if ('wrong' in parsed) mistakes.push(`${name}: ${parsed.wrong}.`);
    else values.set(name, parsed.value);
  }
  const get = (name: Name): string => values.get(name) ?? '';

  const given = credentials.filter((name) => values.has(name) || isSet(env, name));
  const missing = credentials.filter((name) => !given.includes(name));
  const trial = given.length === 0;
  if (!trial && missing.length > 0) {
    mistakes.push(
      `Some Meta credentials are set and some are not: set ${missing.join(', ')} too, or unset ${given.join(', ')} to use the trial mode.`,
    );
  }
  if (trial && !isThisMachine(get('HOST'))) {
    mistakes.push(
      'HOST: without Meta credentials the server listens on this machine only; use 127.0.0.1, or set the credentials.',
    );
  }
  if (!trial && !isSet(env, 'MASTER_KEY')) {
    mistakes.push(
      'MASTER_KEY: set a key of 32 bytes, made with: openssl rand -hex 32. Keep a copy apart from the data.',
    );
  }
  if (isSet(env, 'MONGODB_URL') !== isSet(env, 'REDIS_URL')) {
    mistakes.push('MONGODB_URL and REDIS_URL: set both, or neither.');
  }
  if (values.has('ROLE') && get('ROLE') !== 'all') {
    if (!isSet(env, 'MONGODB_URL')) {
      mistakes.push(
        `ROLE: ${get('ROLE')} needs a database and a queue that processes share: set MONGODB_URL and REDIS_URL, or use all.`,
      );
    } else if (trial) {
      mistakes.push(`ROLE: the trial mode is one process; use all, or set the Meta credentials.`);
    }
  }
  if (mistakes.length > 0) throw new ConfigRefused(mistakes);

  const keyOf = (name: Name): Buffer | undefined => {
    const hex = values.get(name);
    return hex === undefined ? undefined : Buffer.from(hex, 'hex');
  };
  return Object.freeze<Config>({
    host: get('HOST'),
    port: Number(get('PORT')),
    publicUrl: values.get('PUBLIC_URL'),
    dataDir: get('DATA_DIR'),
    role: get('ROLE') as Config['role'],
    meta: trial
      ? undefined
      : {
          pageId: get('PAGE_ID'),
          appId: get('APP_ID'),
          appSecrets: [get('APP_SECRET'), get('APP_SECRET_PREVIOUS')].filter(Boolean),
          verifyToken: get('VERIFY_TOKEN'),
          pageToken: get('PAGE_ACCESS_TOKEN'),
        },
    graphUrl: get('GRAPH_URL'),
    graphVersion: get('GRAPH_API_VERSION'),
    permissions: {
      humanAgent: get('HUMAN_AGENT') === 'yes',
      template: values.has('UTILITY_TEMPLATE')
        ? { name: get('UTILITY_TEMPLATE'), language: 'vi' }
        : undefined,
    },
    mongodbUrl: values.get('MONGODB_URL'),
    redisUrl: values.get('REDIS_URL'),
    masterKey: keyOf('MASTER_KEY'),
    previousMasterKey: keyOf('MASTER_KEY_PREVIOUS'),
    sendRate: Number(get('SEND_RATE')),
    metrics: values.has('METRICS_PORT')
      ? { host: get('METRICS_HOST'), port: Number(get('METRICS_PORT')) }
      : undefined,
    logLevel: get('LOG_LEVEL') as Config['logLevel'],
    crashAt: values.get('CRASH_AT'),
  });
}

export const isThisMachine = (host: string): boolean =>
  /^(127\.\d{1,3}\.\d{1,3}\.\d{1,3}|localhost|::1|\[::1\])$/.test(host);

const isSet = (env: Readonly<Record<string, string | undefined>>, name: Name): boolean =>
  Boolean(env[name]?.trim() || ((settings[name] as Setting).secret && env[`${name}_FILE`]?.trim()));

/** An empty variable counts as not set: that is what `.env` files and compose files make of a blank. */
function readRaw(
  env: Readonly<Record<string, string | undefined>>,
  name: Name,
  setting: Setting,
  mistakes: string[],
): string | undefined {
  const direct = env[name]?.trim();
  const file = setting.secret ? env[`${name}_FILE`]?.trim() : undefined;
  if (direct && file) mistakes.push(`${name}: set it or ${name}_FILE, not both.`);
  if (direct) return direct;
  if (!file) return setting.fallback;
  try {
    const content = readFileSync(file, 'utf8').trim();
    if (content === '') mistakes.push(`${name}_FILE: the file is empty; write the secret into it.`);
    return content || undefined;
  } catch (error) {
    mistakes.push(
      `${name}_FILE: the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}); check its path and rights.`,
    );
    return undefined;
  }
}

/** The text of `.env.example`. */
export function envExample(): string {
  const blocks = Object.entries(settings as Record<string, Setting>)
    .filter(([name]) => name !== 'CRASH_AT')
    .map(([name, { help, fallback, secret: isSecret, example }]) => {
      const file = isSecret ? ` Or ${name}_FILE=path of a file that holds it.` : '';
      return `# ${help}${file}\n# ${name}=${fallback ?? example ?? ''}`.trimEnd();
    });
  return `# Made from src/config.ts by: npm run env-example\n# Remove the "# " before a name to set it.\n\n${blocks.join('\n\n')}\n`;
}
