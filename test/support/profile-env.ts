import { dropDatabase, freshDatabase } from './fresh-database';
import { isServiceProfile, mongodbUrl, redisUrl } from './services';

type Env = Readonly<Record<string, string>>;

const given = new Map<string, Env>();

/**
 * What the environment says of the profile under test: on services a database of its own for each data folder. Empty on
 * the embedded profile.
 */
export function profileEnv(dataDir: string): Env {
  if (!isServiceProfile || mongodbUrl === undefined) return {};
  const env = given.get(dataDir) ?? {
    MONGODB_URL: freshDatabase(mongodbUrl),
    ...(redisUrl && { REDIS_URL: redisUrl }),
  };
  given.set(dataDir, env);
  return env;
}

/** Leaves nothing of it on the server. */
export async function forgetProfile(): Promise<void> {
  for (const { MONGODB_URL } of given.values()) if (MONGODB_URL) await dropDatabase(MONGODB_URL);
  given.clear();
}
