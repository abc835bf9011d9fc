import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checks } from './check-compose';
import { readCompose, type Compose, type Service } from './compose-file';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const shipped = readCompose(text);

type Name = keyof typeof checks;

const service = (compose: Compose, name: string): Service => {
  const found = compose.services[name];
  if (!found) throw new Error(`no service ${name}`);
  return found;
};
/** A way to spoil one service. */
const spoil =
  (name: string, how: Partial<Service>) =>
  (compose: Compose): void =>
    void Object.assign(service(compose, name), how);
const setting =
  (name: string, variables: Record<string, string>) =>
  (compose: Compose): void =>
    void Object.assign(service(compose, name).environment, variables);

/** For every check the mistakes that it has to find. */
const mistakes: Record<Name, ((compose: Compose) => void)[]> = {
  'all services are there': [(compose) => void delete compose.services['worker-2']],
  'images are exact versions': [
    spoil('redis', { image: 'redis' }),
    spoil('redis', { image: 'redis:latest' }),
    spoil('redis', { image: 'redis:7' }),
    spoil('proxy', { image: 'caddy:2.11-alpine' }),
    spoil('mongodb', { image: 'mongo@sha256:abc' }),
  ],
  'only the proxy is published, on 80 and 443': [
    spoil('mongodb', { ports: ['27017:27017'] }),
    spoil('redis', { ports: ['127.0.0.1:6379:6379'] }),
    spoil('web-1', { ports: ['9090'] }),
    spoil('proxy', { ports: ['80:80', '443:443', '2019:2019'] }),
    spoil('worker-1', { network_mode: 'host' }),
  ],
  'databases are on private networks alone': [
    spoil('mongodb', { networks: ['data', 'outside'] }),
    spoil('redis', { networks: [] }),
    (compose) => void (compose.networks.data = null),
  ],
  'the proxy cannot reach the databases': [spoil('proxy', { networks: ['public', 'front', 'data'] })],
  'the program can reach Meta': [spoil('worker-1', { networks: ['data'] })],
  'networks and volumes are declared': [
    (compose) => void delete compose.networks.front,
    spoil('web-2', { volumes: ['web-3:/data'] }),
  ],
  'secrets are files beside the project, declared and used': [
    (compose) => void delete compose.secrets.master_key,
    (compose) => void (compose.secrets.old_key = { file: './secrets/old_key' }),
    (compose) => void (compose.secrets.master_key = { file: './master_key' }),
  ],
  'every secret that a service reads is given to it': [
    spoil('web-1', { secrets: [] }),
    spoil('redis', { secrets: [] }),
    spoil('mongodb', { secrets: ['mongo_root_password'] }),
  ],
  'every secret that a service is given it reads': [spoil('proxy', { secrets: ['master_key'] })],
  'no secret stands in the file': [
    setting('web-1', { APP_SECRET: '0f3a' }),
    setting('mongodb', { MONGO_INITDB_ROOT_PASSWORD: 'x' }),
    setting('web-2', { GRAPH_URL: 'https://a:b@graph.facebook.com' }),
    setting('web-2', { MASTER_KEY_FILE: './master_key' }),
    spoil('worker-1', { env_file: ['.env'] }),
    spoil('redis', { entrypoint: ['redis-server', '--requirepass hush'] }),
    spoil('worker-2', { command: 'node x mongodb://u:hush@mongodb/x' }),
  ],
  'every variable of the program exists': [
    setting('web-1', { MONGO_URL: 'x' }),
    setting('worker-1', { PAGE_ID_FILE: '/run/secrets/page_id' }),
  ],
  'the program has all that it needs to start': [
    (compose) => void delete service(compose, 'web-2').environment.MASTER_KEY_FILE,
    (compose) => void delete service(compose, 'worker-2').environment.PAGE_ID,
  ],
  'no two processes share a data folder': [
    spoil('web-2', { volumes: ['web-1:/data'] }),
    spoil('worker-1', { volumes: [] }),
  ],
  'each has a health check': [
    spoil('redis', { healthcheck: undefined }),
    spoil('mongodb', { healthcheck: { disable: true } }),
    spoil('mongodb', { healthcheck: { test: ['NONE'] } }),
    spoil('web-1', { healthcheck: { test: ['CMD', 'true'] } }),
  ],
  'each waits for what it needs': [
    spoil('proxy', { depends_on: { 'web-1': { condition: 'service_started' } } }),
    spoil('web-1', { depends_on: { 'mongodb-init': { condition: 'service_started' } } }),
  ],
  'the program waits for its databases': [
    spoil('web-1', { depends_on: { redis: { condition: 'service_healthy' } } }),
    spoil('worker-1', { depends_on: {} }),
  ],
  'each has limits': [
    spoil('mongodb', { mem_limit: undefined }),
    spoil('redis', { cpus: 0 }),
    spoil('proxy', { pids_limit: -1 }),
  ],
  'none runs as root or may become it': [
    spoil('redis', { user: undefined }),
    spoil('redis', { user: '0:0' }),
    spoil('proxy', { user: 'root' }),
    spoil('web-1', { privileged: true }),
    spoil('web-1', { security_opt: [] }),
    spoil('web-1', { cap_drop: ['NET_RAW'] }),
    spoil('proxy', { cap_add: ['NET_BIND_SERVICE', 'SYS_ADMIN'] }),
    spoil('mongodb', { cap_add: ['NET_BIND_SERVICE'] }),
  ],
  'no root file system can be written': [
    spoil('mongodb', { read_only: false }),
    spoil('redis', { read_only: undefined }),
    spoil('proxy', { volumes: ['./.compose/Caddyfile:/etc/caddy/Caddyfile'] }),
    spoil('proxy', { volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro'] }),
  ],
  'each comes back by itself': [
    spoil('worker-1', { restart: undefined }),
    spoil('redis', { restart: 'always' }),
  ],
  'each is given the time to leave': [
    spoil('web-1', { stop_grace_period: '10s' }),
    spoil('redis', { stop_grace_period: undefined }),
  ],
};

describe.each(Object.keys(checks) as Name[])('%s', (name) => {
  test('in the file that is shipped', () => {
    expect(checks[name](shipped)).toEqual([]);
  });

  test.each(mistakes[name].map((make, at) => [at + 1, make] as const))(
    'not so with mistake %i',
    (_at, make) => {
      const broken = structuredClone(shipped);
      make(broken);
      expect(checks[name](broken)).not.toEqual([]);
    },
  );
});

describe('with the file for changing the master key over it, as compose puts it', () => {
  const over = parse(readFileSync(join(root, '.compose/change-master-key.yml'), 'utf8')) as {
    readonly services: Record<string, Pick<Service, 'environment' | 'secrets'>>;
    readonly secrets: Compose['secrets'];
  };
  const merged = structuredClone(shipped);
  Object.assign(merged.secrets, over.secrets);
  for (const [name, { environment, secrets }] of Object.entries(over.services)) {
    Object.assign(service(merged, name).environment, environment);
    service(merged, name).secrets.push(...secrets);
  }

  test('every process of the program knows both keys', () => {
    const knowing = Object.entries(merged.services).filter(
      ([, { environment }]) => environment.MASTER_KEY_FILE && environment.MASTER_KEY_PREVIOUS_FILE,
    );
    expect(knowing.map(([name]) => name)).toEqual(['web-1', 'web-2', 'worker-1', 'worker-2']);
  });

  test.each(Object.keys(checks) as Name[])('%s', (name) => {
    expect(checks[name](merged)).toEqual([]);
  });
});

test('no secret is forgotten in what the first lines say to make', () => {
  const steps = text.slice(0, text.indexOf('\nname: '));
  const made = [...steps.matchAll(/>([a-z_]+)\b/g)].map(([, name]) => name);
  expect(made.sort()).toEqual(Object.keys(shipped.secrets).sort());
});

test('a word of a health check that YAML takes for a map is not accepted', () => {
  const broken = `services: { web-1: { image: a, healthcheck: { test: [CMD, {a: b}] } } }\nnetworks: {}\nvolumes: {}\nsecrets: {}`;
  expect(() => readCompose(broken)).toThrow('healthcheck');
  expect(() => readCompose(broken.replace('{a: b}', 'a'))).not.toThrow();
});
