import { BlockList, isIP } from 'node:net';

/**
 * Whether an address is one of the public internet's. Everything else, this machine, the office's network, a cloud's
 * own services, must not be reachable through a file that somebody sends.
 */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, 'ipv4');
    case 6:
      return global.check(address, 'ipv6') && !special.check(address, 'ipv6');
    default:
      return false;
  }
}

/** All of IPv6 that is given out at all. IPv4 in the clothes of IPv6 is outside, and so refused. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');

/** IANA's special-purpose registries, and multicast. */
const special = new BlockList();
for (const range of [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]) {
  const [net = '', bits] = range.split('/');
  special.addSubnet(net, Number(bits), net.includes(':') ? 'ipv6' : 'ipv4');
}
