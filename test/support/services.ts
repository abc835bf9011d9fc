import { findMongod, findRedis } from '../services/real-servers.cjs';

/** The MongoDB that tests may use: each in a database of its own. Undefined on the embedded profile. */
export const mongodbUrl: string | undefined = process.env.MONGODB_URL || undefined;

/** Whether the whole suite is to run on the services, not only what is about them. */
export const isServiceProfile = process.env.TEST_PROFILE === 'services';

/** For what only a real MongoDB can show. */
export const onServices = mongodbUrl === undefined ? describe.skip : describe;

/** For what needs a mongod that the test may kill. */
export const onOwnMongod = mongodbUrl === undefined || !findMongod() ? describe.skip : describe;

/** The Redis that tests may use: each with a key prefix of its own, and never flushed. */
export const redisUrl: string = process.env.REDIS_URL ?? '';

export const onRedis = redisUrl === '' ? describe.skip : describe;

/** For what needs a Redis that the test may kill. */
export const onOwnRedis = redisUrl === '' || !findRedis() ? describe.skip : describe;
export const testOnOwnRedis = findRedis() ? test : test.skip;
