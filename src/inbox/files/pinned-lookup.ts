import { lookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address';

export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** A name of Meta's led to an address that is not on the public internet. */
export const NOT_PUBLIC = 'ENOTPUBLIC';

/**
 * How a socket finds the address of its host. The addresses that were looked at are the very ones that it connects to:
 * a name that changes its address between a check and the connection would get past any other way. One address that
 * is not public spoils them all.
 */
export const pinnedLookup =
  (resolve: Resolve = resolveAll): LookupFunction =>
  (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const [first] = found;
        if (!first || !found.every(({ address }) => isPublicAddress(address)))
          return callback(Object.assign(new Error('the address is not public'), { code: NOT_PUBLIC }), '');
        if (options.all) return callback(null, [...found]);
        return callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, ''),
    );
  };

const resolveAll: Resolve = (hostname) =>
  new Promise((found, failed) =>
    lookup(hostname, { all: true }, (error, addresses) => (error ? failed(error) : found(addresses))),
  );
