import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigRefused, envExample, readConfig, settings } from '../../src/config';

type Env = Readonly<Record<string, string | undefined>>;

const key = '8f3a1c5e7b9d2f4a6c8e0b1d3f5a7c9e2b4d6f8a0c1e3b5d7f9a2c4e6b8d0f1a';
const live = {
  PAGE_ID: '100200300400500',
  APP_ID: '263900000000001',
  APP_SECRET: 'b1946ac92492d2347c6235b4d2611184',
  VERIFY_TOKEN: 'chi-meta-moi-biet-ma-nay',
  PAGE_ACCESS_TOKEN: 'EAAGm0PX4ZCpsBAKZCZBdYh',
  MASTER_KEY: key,
} as const;

const mistakesOf = (env: Env): readonly string[] => {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigRefused) return error.mistakes;
    throw error;
  }
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

describe('without any setting', () => {
  test('the trial mode is on, on this machine only', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      permissions: { humanAgent: false, template: undefined },
      port: 3000,
      publicUrl: undefined,
      dataDir: './data',
      role: 'all',
      meta: undefined,
      graphUrl: 'https://graph.facebook.com',
      graphVersion: 'v26.0',
      masterKey: undefined,
      mongodbUrl: undefined,
      redisUrl: undefined,
      previousMasterKey: undefined,
      sendRate: 30,
      metrics: undefined,
      logLevel: 'info',
      crashAt: undefined,
    });
  });

  test('blanks count as not set, as `.env` files have them', () => {
    const blank = Object.fromEntries(
      Object.keys(settings).flatMap((name) => [
        [name, ''],
        [`${name}_FILE`, ' '],
      ]),
    );
    expect(readConfig(blank)).toEqual(readConfig({}));
  });
});

test('with all credentials Meta is what it talks to', () => {
  expect(
    readConfig({ ...live, HOST: '0.0.0.0', PORT: '8080', PUBLIC_URL: 'https://tiepnhan.example.gov.vn/' }),
  ).toMatchObject({
    host: '0.0.0.0',
    port: 8080,
    publicUrl: 'https://tiepnhan.example.gov.vn',
    masterKey: Buffer.from(key, 'hex'),
    meta: {
      pageId: live.PAGE_ID,
      appId: live.APP_ID,
      appSecrets: [live.APP_SECRET],
      verifyToken: live.VERIFY_TOKEN,
      pageToken: live.PAGE_ACCESS_TOKEN,
    },
  });
});

test('while the app secret is being replaced, the present one comes first', () => {
  const old = '591785b794601e212b260e25925636fd';
  expect(readConfig({ ...live, APP_SECRET_PREVIOUS: old }).meta?.appSecrets).toEqual([live.APP_SECRET, old]);
});

test('the configuration cannot be changed afterwards', () => {
  expect(Object.isFrozen(readConfig(live))).toBe(true);
});

test.each<[string, Env, string]>([
  ['a port that is no number', { PORT: 'http' }, 'PORT: write a number from 0 to 65535.'],
  ['a port that is too large', { PORT: '65536' }, 'PORT: write a number from 0 to 65535.'],
  ['a port below nothing', { PORT: '-1' }, 'PORT: write a number from 0 to 65535.'],
  [
    'half an address',
    { PUBLIC_URL: 'tiepnhan.gov.vn' },
    'PUBLIC_URL: write a whole address, like https://tiepnhan.example.gov.vn.',
  ],
  [
    'plain http to the world',
    { PUBLIC_URL: 'http://tiepnhan.gov.vn' },
    'PUBLIC_URL: use https; plain http is allowed on this machine (127.0.0.1) only.',
  ],
  [
    'an address with a path',
    { PUBLIC_URL: 'https://so.gov.vn/bot' },
    'PUBLIC_URL: write only scheme, host and port, without a path.',
  ],
  [
    'an address with a password',
    { PUBLIC_URL: 'https://a:b@so.gov.vn' },
    'PUBLIC_URL: the address must not hold a name or password.',
  ],
  [
    'another protocol',
    { GRAPH_URL: 'ftp://127.0.0.1' },
    'GRAPH_URL: use https; plain http is allowed on this machine (127.0.0.1) only.',
  ],
  [
    'the Graph API over plain http',
    { GRAPH_URL: 'http://graph.facebook.com' },
    'GRAPH_URL: use https; plain http is allowed on this machine (127.0.0.1) only.',
  ],
  [
    'a host that only looks like this machine',
    { GRAPH_URL: 'http://127.0.0.1.evil.com' },
    'GRAPH_URL: use https; plain http is allowed on this machine (127.0.0.1) only.',
  ],
  ['a version without its v', { GRAPH_API_VERSION: '26.0' }, 'GRAPH_API_VERSION: write it like v26.0.'],
  [
    'a log level of another program',
    { LOG_LEVEL: 'verbose' },
    'LOG_LEVEL: write one of fatal, error, warn, info, debug, silent.',
  ],
  ['a role that there is not', { ROLE: 'boss' }, 'ROLE: write one of all, web, worker.'],
  [
    'a role that needs a shared database',
    { ROLE: 'web' },
    'ROLE: web needs a database and a queue that processes share: set MONGODB_URL and REDIS_URL, or use all.',
  ],
  [
    'one service without the other',
    { MONGODB_URL: 'mongodb://db/tiepnhan' },
    'MONGODB_URL and REDIS_URL: set both, or neither.',
  ],
  [
    'a database without its name',
    { MONGODB_URL: 'mongodb://someone:hidden@db:27017', REDIS_URL: 'redis://r' },
    'MONGODB_URL: write a whole address, like mongodb://host:27017/tiepnhan, with the name of the database.',
  ],
  [
    'a queue that is no Redis',
    { MONGODB_URL: 'mongodb://db/tiepnhan', REDIS_URL: 'amqp://r' },
    'REDIS_URL: write a whole address, like redis://host:6379/0.',
  ],
  [
    'several processes without Meta',
    { MONGODB_URL: 'mongodb://db/tiepnhan', REDIS_URL: 'redis://r', ROLE: 'worker' },
    'ROLE: the trial mode is one process; use all, or set the Meta credentials.',
  ],
  ['a rate that is no number', { SEND_RATE: 'fast' }, 'SEND_RATE: write a whole number from 0 to 1000.'],
  [
    'a key that is too short',
    { MASTER_KEY: 'abcd' },
    'MASTER_KEY: it must be 32 bytes as 64 hex digits or as base64; make one with: openssl rand -hex 32.',
  ],
  [
    'a key of another length in base64',
    { MASTER_KEY: Buffer.alloc(31, 'x').toString('base64') },
    'MASTER_KEY: it must be 32 bytes as 64 hex digits or as base64; make one with: openssl rand -hex 32.',
  ],
  [
    'a key of zeros',
    { MASTER_KEY: '0'.repeat(64) },
    'MASTER_KEY: this looks like a placeholder; make a key with: openssl rand -hex 32.',
  ],
  [
    'a secret that is too short',
    { ...live, APP_SECRET: 'b1946ac92492' },
    'APP_SECRET: it needs 16 characters or more.',
  ],
  [
    'a secret with a blank',
    { ...live, VERIFY_TOKEN: 'chi meta moi biet ma nay' },
    'VERIFY_TOKEN: it must not contain white space.',
  ],
  [
    'no key where there is Meta',
    { ...live, MASTER_KEY: undefined },
    'MASTER_KEY: set a key of 32 bytes, made with: openssl rand -hex 32. Keep a copy apart from the data.',
  ],
  [
    'the trial mode open to the world',
    { HOST: '0.0.0.0' },
    'HOST: without Meta credentials the server listens on this machine only; use 127.0.0.1, or set the credentials.',
  ],
])('%s is one mistake, said with what to do', (_what, env, sentence) => {
  expect(mistakesOf(env)).toEqual([sentence]);
});

test.each(['0.0.0.0', '::', '192.168.1.5', '127.0.0.1.evil.com', 'example.com'])(
  'the trial mode does not listen on %s',
  (HOST) => {
    expect(mistakesOf({ HOST })).toHaveLength(1);
    expect(mistakesOf({ ...live, HOST })).toEqual([]);
  },
);

test.each(['127.0.0.1', '127.0.0.2', 'localhost', '::1'])('the trial mode listens on %s', (HOST) => {
  expect(mistakesOf({ HOST })).toEqual([]);
});

describe('placeholders', () => {
  test.each([
    'changeme-changeme-changeme',
    'CHANGE_ME_TO_A_SECRET',
    'your-app-secret-goes-here',
    'my-secret-my-secret-my',
    'secret-secret-secret',
    'password12345678',
    'example-secret-value',
    '<put the secret here>',
    'xxxxxxxxxxxxxxxxxxxx',
    '00000000000000000000',
    '1234567890123456',
    'abcdefghijklmnopqrst',
    'todo-todo-todo-todo-',
  ])('%s is no secret', (APP_SECRET) => {
    expect(mistakesOf({ ...live, APP_SECRET })).toEqual([
      'APP_SECRET: this looks like a placeholder; put the real secret in its place.',
    ]);
  });
});

describe('credentials that are set in part', () => {
  test('are named: which are missing, and which to unset', () => {
    expect(mistakesOf({ PAGE_ID: live.PAGE_ID, MASTER_KEY: key, APP_SECRET: live.APP_SECRET })).toEqual([
      'Some Meta credentials are set and some are not: set APP_ID, VERIFY_TOKEN, PAGE_ACCESS_TOKEN too, or unset PAGE_ID, APP_SECRET to use the trial mode.',
    ]);
  });

  test.each(['PAGE_ID', 'APP_ID', 'APP_SECRET', 'VERIFY_TOKEN', 'PAGE_ACCESS_TOKEN'])(
    '%s alone is missing',
    (name) => {
      expect(mistakesOf({ ...live, [name]: undefined })).toEqual([
        expect.stringContaining(`set ${name} too`),
      ]);
    },
  );

  test('one that is wrong is not called missing', () => {
    expect(mistakesOf({ ...live, APP_SECRET: 'changeme' })).toHaveLength(1);
  });

  test('what is no secret does not come from a file', () => {
    const env = { ...live, PAGE_ID: undefined, PAGE_ID_FILE: file('page', live.PAGE_ID) };
    expect(mistakesOf(env)).toEqual([expect.stringContaining('set PAGE_ID too')]);
  });
});

describe('secrets from files', () => {
  test('are read, without the line end that editors put there', () => {
    const env = {
      ...live,
      APP_SECRET: undefined,
      APP_SECRET_FILE: file('secret', `${live.APP_SECRET}\n`),
      MASTER_KEY: undefined,
      MASTER_KEY_FILE: file('key', Buffer.from(key, 'hex').toString('base64')),
    };
    expect(readConfig(env)).toEqual(readConfig(live));
  });

  test.each<[string, (name: string) => Env, RegExp]>([
    [
      'a file that is not there',
      () => ({ APP_SECRET: undefined, APP_SECRET_FILE: '/nowhere/secret' }),
      /^APP_SECRET_FILE: the file cannot be read \(ENOENT\); check its path and rights\.$/,
    ],
    [
      'a folder',
      () => ({ APP_SECRET: undefined, APP_SECRET_FILE: folder }),
      /^APP_SECRET_FILE: the file cannot be read \(EISDIR\)/,
    ],
    [
      'an empty file',
      () => ({ APP_SECRET: undefined, APP_SECRET_FILE: file('empty', ' \n') }),
      /^APP_SECRET_FILE: the file is empty; write the secret into it\.$/,
    ],
    [
      'both the file and the value',
      () => ({ APP_SECRET_FILE: file('both', live.APP_SECRET) }),
      /^APP_SECRET: set it or APP_SECRET_FILE, not both\.$/,
    ],
    [
      'a placeholder in a file',
      () => ({ APP_SECRET: undefined, APP_SECRET_FILE: file('holder', 'changeme-changeme') }),
      /^APP_SECRET: this looks like a placeholder/,
    ],
  ])('%s is one mistake', (_what, env, sentence) => {
    expect(mistakesOf({ ...live, ...env('') })).toEqual([expect.stringMatching(sentence)]);
  });
});

test('all mistakes are said at once', () => {
  const env = {
    PORT: 'x',
    LOG_LEVEL: 'loud',
    PUBLIC_URL: 'nowhere',
    HOST: '0.0.0.0',
    APP_SECRET: 'short',
    ROLE: 'boss',
    REDIS_URL: 'redis://r',
  };
  const mistakes = mistakesOf(env);
  expect(mistakes.map((mistake) => /^[A-Z_]+/.exec(mistake)?.[0])).toEqual([
    'PORT',
    'PUBLIC_URL',
    'ROLE',
    'APP_SECRET',
    'LOG_LEVEL',
    'S',
    'MASTER_KEY',
    'MONGODB_URL',
  ]);
  expect(() => readConfig(env)).toThrow(/The configuration cannot be used:\n- PORT: .*\n- PUBLIC_URL: /);
});

test('no secret stands in any mistake, whether it came by value or by file', () => {
  const shown = 'p4ssw0rd-0f-the-page';
  const secrets = Object.entries(settings).flatMap(([name, setting]) =>
    'secret' in setting && setting.secret ? [name] : [],
  );
  expect(secrets.length).toBeGreaterThan(5);
  for (const name of secrets) {
    for (const value of [
      shown,
      `${shown} `.repeat(2),
      `changeme-${shown}`,
      `mongodb://u:${shown}@db`,
      shown.slice(0, 9),
    ]) {
      const path = file(`leak-${name}`, value);
      const envs = [
        { [name]: value },
        { [`${name}_FILE`]: path },
        { [name]: value, [`${name}_FILE`]: path },
        { ...live, [name]: value },
      ];
      for (const env of envs) expect(mistakesOf(env).join('\n')).not.toContain(shown.slice(0, 9));
    }
  }
});

describe('what Meta allows the page', () => {
  test('is nothing but answers, unless it is said', () => {
    const { permissions } = readConfig({ HUMAN_AGENT: 'yes', UTILITY_TEMPLATE: 'ho_so_co_cap_nhat' });
    expect(permissions).toEqual({
      humanAgent: true,
      template: { name: 'ho_so_co_cap_nhat', language: 'vi' },
    });
    expect(readConfig({ HUMAN_AGENT: 'no', UTILITY_TEMPLATE: '' }).permissions).toEqual({
      humanAgent: false,
      template: undefined,
    });
  });

  test.each([{ HUMAN_AGENT: 'true' }, { UTILITY_TEMPLATE: 'Hồ sơ' }])('is refused as %j', (env) => {
    expect(() => readConfig(env)).toThrow(Object.keys(env)[0]);
  });
});

describe('.env.example', () => {
  const path = join(__dirname, '../../.env.example');

  test('is what the settings say: make it anew with npm run env-example', () => {
    expect(existsSync(path) && readFileSync(path, 'utf8')).toBe(envExample());
  });

  test('names every setting with its help, and sets none', () => {
    const text = envExample();
    for (const [name, { help }] of Object.entries(settings)) {
      if (name === 'CRASH_AT') continue;
      expect(text).toContain(`# ${help}`);
      expect(text).toMatch(new RegExp(`^# ${name}=`, 'm'));
    }
    expect(text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
  });

  test('can be used as it is, with the signs before the names taken away', () => {
    const lines = envExample()
      .split('\n')
      .flatMap((line) => /^# ([A-Z_]+)=(.*)$/.exec(line)?.slice(1) ?? []);
    const env = Object.fromEntries(
      Array.from({ length: lines.length / 2 }, (_, at) => [lines[2 * at] ?? '', lines[2 * at + 1]]),
    );
    expect(Object.keys(env).length).toBeGreaterThan(15);
    expect(mistakesOf(env)).toEqual([]);
  });
});
