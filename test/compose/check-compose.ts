import { settings } from '../../src/config';
import type { Compose, Service } from './compose-file';

/** What a check finds wrong, each as a short sentence; nothing when all is well. */
type Check = (compose: Compose) => string[];

/** The program needs up to this long to leave: an orchestrator that waits less kills it at work. */
const DRAIN_S = 10;
const PROXY = 'proxy';
const DATABASES = ['mongodb', 'redis'];
const EXPECTED = [PROXY, 'web-1', 'web-2', 'worker-1', 'worker-2', 'mongodb', 'mongodb-init', 'redis'];

const isOneShot = ({ restart }: Service): boolean => restart === 'no';
const isProgram = ({ environment }: Service): boolean => 'ROLE' in environment;
const isSecretName = (name: string): boolean => {
  const setting: object | undefined = name in settings ? settings[name as keyof typeof settings] : undefined;
  return setting !== undefined && 'secret' in setting;
};

/** Applies to each service by itself; the finding is put behind the service's name. */
const each =
  (find: (service: Service, name: string, compose: Compose) => (string | false | undefined)[]): Check =>
  (compose) =>
    Object.entries(compose.services).flatMap(([name, service]) =>
      find(service, name, compose).flatMap((finding) => (finding ? [`${name}: ${finding}`] : [])),
    );

export const checks = {
  'all services are there': ({ services }) =>
    EXPECTED.filter((name) => !(name in services)).map((name) => `${name}: missing`),

  'images are exact versions': each(({ image, build }) => [
    !isExact(image) && !(build || image.endsWith(':local')) && `image ${image} may change under us`,
  ]),

  'only the proxy is published, on 80 and 443': each(({ ports, network_mode }, name) => [
    name !== PROXY && ports.length > 0 && 'publishes a port',
    name === PROXY && ports.join() !== '80:80,443:443' && `publishes ${ports.join()}`,
    network_mode !== undefined && 'has a network mode of its own',
  ]),

  'databases are on private networks alone': each(({ networks }, name, compose) => [
    DATABASES.includes(name) &&
      (networks.length === 0 || networks.some((network) => !compose.networks[network]?.internal)) &&
      'can be reached from or reach outside',
  ]),

  'the proxy cannot reach the databases': ({ services }) =>
    DATABASES.flatMap((name) =>
      services[PROXY]?.networks.some((network) => services[name]?.networks.includes(network))
        ? [`${name}: shares a network with the proxy`]
        : [],
    ),

  'the program can reach Meta': each((service, _name, compose) => [
    isProgram(service) &&
      !service.networks.some(
        (network) => network in compose.networks && !compose.networks[network]?.internal,
      ) &&
      'has only internal networks',
  ]),

  'networks and volumes are declared': each(({ networks, volumes }, _name, compose) => [
    ...networks.map((network) => !(network in compose.networks) && `no network ${network}`),
    ...volumes.map((volume) => {
      const source = volume.split(':')[0] ?? '';
      return !source.startsWith('./') && !(source in compose.volumes) && `no volume ${source}`;
    }),
  ]),

  'secrets are files beside the project, declared and used': (compose) => {
    const used = Object.values(compose.services).flatMap(({ secrets }) => secrets);
    return [
      ...used.filter((name) => !(name in compose.secrets)).map((name) => `${name}: not declared`),
      ...Object.keys(compose.secrets).flatMap((name) =>
        used.includes(name) ? [] : [`${name}: nobody uses it`],
      ),
      ...Object.entries(compose.secrets).flatMap(([name, { file }]) =>
        file === `./secrets/${name}` ? [] : [`${name}: not at ./secrets/${name}`],
      ),
    ];
  },

  'every secret that a service reads is given to it': each((service) =>
    pathsIn(service).map((name) => !service.secrets.includes(name) && `reads ${name}, which it is not given`),
  ),

  'every secret that a service is given it reads': each((service) =>
    service.secrets.map(
      (name) => !pathsIn(service).includes(name) && `is given ${name} and does not read it`,
    ),
  ),

  'no secret stands in the file': each(({ environment, command, entrypoint, env_file }) => [
    ...Object.entries(environment).flatMap(([name, value]) => [
      isSecretName(name) && `${name} is set by value`,
      /(PASSWORD|SECRET|TOKEN|KEY)$/.test(name) && `${name} is set by value`,
      /:\/\/[^/]*:[^/]*@/.test(value) && `${name} holds a password`,
      name.endsWith('_FILE') && !value.startsWith('/run/secrets/') && `${name} is no secret's file`,
    ]),
    env_file !== undefined && 'takes a file of variables, which shows in docker inspect',
    /:\/\/[^/\s]*:[^/\s]*@|requirepass "?[^"%\s]/.test([command, entrypoint].flat().join('\n')) &&
      'has a password in its command',
  ]),

  'every variable of the program exists': each((service) =>
    isProgram(service)
      ? Object.keys(service.environment).map((name) => {
          const base = name.replace(/_FILE$/, '');
          const known = name in settings || (name.endsWith('_FILE') && isSecretName(base));
          return !known && `${name} is no setting`;
        })
      : [],
  ),

  'the program has all that it needs to start': each((service) => {
    const needs = ['PUBLIC_URL', 'PAGE_ID', 'APP_ID', 'DATA_DIR', 'METRICS_PORT'];
    const secrets = [
      'APP_SECRET',
      'VERIFY_TOKEN',
      'PAGE_ACCESS_TOKEN',
      'MASTER_KEY',
      'MONGODB_URL',
      'REDIS_URL',
    ];
    const names = [...needs, ...secrets.map((name) => `${name}_FILE`)];
    return isProgram(service)
      ? names.map((name) => !(name in service.environment) && `${name} is not set`)
      : [];
  }),

  'no two processes share a data folder': ({ services }) => {
    const folders = Object.values(services)
      .filter(isProgram)
      .map(({ volumes }) => volumes.find((volume) => volume.endsWith(':/data')) ?? 'none');
    return folders.filter((folder, at) => folder === 'none' || folders.indexOf(folder) !== at);
  },

  'each has a health check': each((service) => {
    const test = service.healthcheck?.test;
    return [
      !isOneShot(service) && (service.healthcheck?.disable || !test || test.length < 2) && 'has none',
      isProgram(service) && !test?.join(' ').includes('/healthz') && 'does not ask /healthz',
    ];
  }),

  'each waits for what it needs': each(({ depends_on }, _name, { services }) =>
    Object.entries(depends_on).map(([other, { condition }]) => {
      const wanted = services[other] && isOneShot(services[other]);
      return (
        condition !== (wanted ? 'service_completed_successfully' : 'service_healthy') &&
        `does not wait for ${other}`
      );
    }),
  ),

  'the program waits for its databases': each((service) => [
    isProgram(service) && !service.depends_on['mongodb-init'] && 'does not wait for mongodb-init',
    isProgram(service) && !service.depends_on.redis && 'does not wait for redis',
  ]),

  'each has limits': each(({ mem_limit, cpus, pids_limit }) => [
    !/^\d+[mg]$/.test(mem_limit ?? '') && 'may take all memory',
    !(cpus && cpus > 0) && 'may take all processors',
    !(pids_limit && pids_limit > 0) && 'may start processes without end',
  ]),

  'none runs as root or may become it': each(
    ({ user, privileged, security_opt, cap_drop, cap_add }, name) => [
      !/^[1-9]\d*:[1-9]\d*$/.test(user ?? '') && 'has no account of its own',
      privileged && 'is privileged',
      !security_opt.includes('no-new-privileges:true') && 'may gain privileges',
      !cap_drop.includes('ALL') && 'keeps capabilities',
      cap_add.some((capability) => name !== PROXY || capability !== 'NET_BIND_SERVICE') &&
        'is given capabilities',
    ],
  ),

  'no root file system can be written': each(({ read_only, volumes }) => [
    read_only !== true && 'can write its root file system',
    ...volumes.map((volume) => volume.startsWith('./') && !volume.endsWith(':ro') && `can write ${volume}`),
    ...volumes.map((volume) => volume.includes('docker.sock') && 'has the key to the whole machine'),
  ]),

  'each comes back by itself': each((service) => [
    !isOneShot(service) && service.restart !== 'unless-stopped' && 'stays down after a crash',
  ]),

  'each is given the time to leave': each((service) => {
    const seconds = Number(/^(\d+)s$/.exec(service.stop_grace_period ?? '')?.[1] ?? 0);
    return [seconds <= DRAIN_S && `is killed after ${seconds} s`];
  }),
} as const satisfies Record<string, Check>;

export const isExact = (image: string): boolean =>
  /@sha256:[0-9a-f]{64}$/.test(image) || /:\d+\.\d+\.\d+(-[a-z0-9.-]+)?$/.test(image);

/** The secrets whose files a service names, in its variables or in what it runs. */
const pathsIn = ({ environment, command, entrypoint, healthcheck }: Service): string[] => {
  const text = [...Object.values(environment), command, entrypoint, healthcheck?.test].flat().join('\n');
  return [...new Set([...text.matchAll(/\/run\/secrets\/([a-z_]+)/g)].flatMap(([, name]) => name ?? []))];
};
