import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterAbstract } from 'rate-limiter-flexible';

/** Counts attempts at signing in, by the address that they come from. */
export type SignInAddresses = Pick<RateLimiterAbstract, 'consume' | 'reward'>;

/** A whole office may sit behind one address; a right password gives its point back. */
const perAddress = { points: 60, duration: 300 };

export const countInProcess = (): SignInAddresses => new RateLimiterMemory(perAddress);

/** Over all processes that share a Redis; while it is away, each counts by itself. */
export const countInRedis = (deps: { readonly commands: Redis; readonly prefix: string }): SignInAddresses =>
  new RateLimiterRedis({
    ...perAddress,
    storeClient: deps.commands,
    keyPrefix: `${deps.prefix}:sign-in`,
    insuranceLimiter: new RateLimiterMemory(perAddress),
  });
