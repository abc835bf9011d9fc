import type { LookupAddress } from 'node:dns';
import { NOT_PUBLIC, pinnedLookup } from '../../../src/inbox/files/pinned-lookup';
import { isPublicAddress } from '../../../src/inbox/files/public-address';

test.each(['157.240.22.35', '31.13.64.1', '1.1.1.1', '2a03:2880:f12f:83:face:b00c:0:25de'])(
  '%s is on the public internet',
  (address) => expect(isPublicAddress(address)).toBe(true),
);

/** The last address before a range that is not public, and the first one after it. */
test.each([
  ['9.255.255.255', '11.0.0.0'],
  ['100.63.255.255', '100.128.0.0'],
  ['126.255.255.255', '128.0.0.0'],
  ['169.253.255.255', '169.255.0.0'],
  ['172.15.255.255', '172.32.0.0'],
  ['191.255.255.255', '192.0.1.0'],
  ['192.0.1.255', '192.0.3.0'],
  ['192.88.98.255', '192.88.100.0'],
  ['192.167.255.255', '192.169.0.0'],
  ['198.17.255.255', '198.20.0.0'],
  ['198.51.99.255', '198.51.101.0'],
  ['203.0.112.255', '203.0.114.0'],
  ['2001:db7:ffff::', '2001:db9::'],
  ['2001:ffff::', '2003::'],
  ['3ffe:ffff::', '3fff:1000::'],
])('%s and %s are on it, what lies between is not', (before, after) => {
  expect([isPublicAddress(before), isPublicAddress(after)]).toEqual([true, true]);
});

test.each([
  '127.0.0.1',
  '127.255.0.3',
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '192.0.2.5',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:157.240.22.35',
  '64:ff9b::a00:1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '2001:db8::1',
  '2001::1',
  '2002:7f00:1::1',
  '3fff::1',
  '192.0.0.8',
  '192.88.99.1',
  '240.0.0.1',
  '::127.0.0.1',
  '::ffff:0:127.0.0.1',
  '::FFFF:169.254.169.254',
  '64:ff9b:1::a00:1',
  '100::1',
  'fec0::1',
  '5f00::1',
  '1fff:ffff::1',
  '4000::1',
  '2001:20::1',
  '2002:a9fe:a9fe::1',
  '[2a03:2880:f12f:83:face:b00c:0:25de]',
  '127.1',
  '0177.0.0.1',
  '017700000001',
  '010.0.0.1',
  '1.1.1.1 ',
  '1.1.1',
  '1.1.1.1.1',
  '1.1.1.256',
  '2130706433',
  '0x7f.1',
  'localhost',
  '',
])('%s is not', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

const meta = { address: '157.240.22.35', family: 4 };
const inside = { address: '10.0.0.5', family: 4 };
const find = (found: readonly LookupAddress[], all: boolean) =>
  new Promise<unknown>((told) =>
    pinnedLookup(async () => found)('x.fbcdn.net', { all }, (error, address, family) =>
      told(error ? error.code : all ? address : { address, family }),
    ),
  );

describe('the addresses that a socket is given', () => {
  test('are those that were looked at', async () => {
    expect(await find([meta], true)).toEqual([meta]);
    expect(await find([meta], false)).toEqual(meta);
  });
  test.each([
    ['one inside', [inside]],
    ['one inside behind one outside', [meta, inside]],
    ['one outside behind one inside', [inside, meta]],
    ['none', []],
  ])('are refused where there is %s', async (_what, found) => {
    expect(await find(found, true)).toBe(NOT_PUBLIC);
    expect(await find(found, false)).toBe(NOT_PUBLIC);
  });
  test('fail as the name server fails', async () => {
    const away = Object.assign(new Error('x'), { code: 'EAI_AGAIN' });
    const told = await new Promise((done) =>
      pinnedLookup(async () => Promise.reject(away))('x.fbcdn.net', {}, (error) => done(error?.code)),
    );
    expect(told).toBe('EAI_AGAIN');
  });
});
