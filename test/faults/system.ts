import type { StoreSettings } from '../../src/store/open-store';
import type { Profile } from './arguments';
import { MASTER_KEY, prepareProgram, type Program } from './program';
import { openReverseProxy, type ReverseProxy } from './reverse-proxy';

/** All processes of one profile, started and stopped together or one by one. */
export type System = {
  readonly profile: Profile;
  /** Where webhooks go. */
  readonly door: number;
  readonly processes: readonly Program[];
  readonly web: readonly Program[];
  readonly workers: readonly Program[];
  /** What stands in front of the web processes; the embedded profile has one process and nothing in front. */
  readonly proxy: ReverseProxy | undefined;
  /** Opens the same store from here. */
  readonly store: StoreSettings;
  readonly launch: () => void;
  readonly ready: () => Promise<void>;
  /** @throws where one did not end in order */
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly output: () => string;
  readonly close: () => Promise<void>;
};

export type Place = {
  readonly folder: string;
  readonly graphUrl: string;
  readonly env: Readonly<Record<string, string>>;
};

const masterKey = Buffer.from(MASTER_KEY, 'hex');

/** One process with its data file. */
export async function prepareEmbedded(place: Place): Promise<System> {
  const program = await prepareProgram({ ...place, name: 'all' });
  const store = { dataDir: program.dataDir, mongodbUrl: undefined, masterKey, previousMasterKey: undefined };
  return system({ profile: 'embedded', web: [program], workers: [program], store, proxy: undefined });
}

/** Web processes behind a proxy, and workers, on one database and one queue. */
export async function prepareService(
  place: Place & {
    readonly processes: { readonly web: number; readonly workers: number };
    readonly mongodbUrl: string;
    readonly redisUrl: string;
  },
): Promise<System> {
  const urls = { MONGODB_URL: place.mongodbUrl, REDIS_URL: place.redisUrl };
  const prepare = async (role: 'web' | 'worker', amount: number): Promise<Program[]> => {
    const made: Program[] = [];
    for (let number = 1; number <= amount; number += 1) {
      const env = { ...urls, ...place.env, ROLE: role };
      made.push(await prepareProgram({ ...place, name: `${role}-${number}`, env }));
    }
    return made;
  };
  const web = await prepare('web', place.processes.web);
  const workers = await prepare('worker', place.processes.workers);
  const store = {
    dataDir: place.folder,
    mongodbUrl: place.mongodbUrl,
    masterKey,
    previousMasterKey: undefined,
  };
  const proxy = await openReverseProxy(web.map(({ port }) => port));
  return system({ profile: 'service', web, workers, store, proxy });
}

function system(parts: Pick<System, 'profile' | 'web' | 'workers' | 'store' | 'proxy'>): System {
  const { web, workers, proxy } = parts;
  const processes = [...new Set([...web, ...workers])];
  const [first] = web;
  if (!first) throw new Error('a system has a web process');
  return {
    ...parts,
    processes,
    door: proxy?.port ?? first.port,
    launch: () => processes.forEach((one) => one.launch()),
    async ready() {
      await Promise.all(processes.map((one) => one.ready()));
    },
    async stop() {
      await Promise.all(processes.map((one) => one.metrics()));
      const codes = await Promise.all(
        processes.filter((one) => one.isRunning()).map(async (one) => [one.name, await one.stop()] as const),
      );
      const bad = codes.filter(([, code]) => code !== 0).map(([name, code]) => `${name} (${code})`);
      if (bad.length > 0) throw new Error(`did not stop in order: ${bad.join(', ')}`);
    },
    async kill() {
      await Promise.all(processes.map((one) => one.kill()));
    },
    output: () => processes.map((one) => one.output()).join(''),
    async close() {
      await proxy?.close();
    },
  };
}
