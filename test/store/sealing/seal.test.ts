import { createSecretKey } from 'node:crypto';
import fc from 'fast-check';
import {
  keyIdOf,
  seal,
  SealBroken,
  sealBytes,
  type SealKey,
  unseal,
  unsealBytes,
} from '../../../src/store/sealing/seal';

const key = (id: string, byte: number): SealKey => ({ id, secret: createSecretKey(Buffer.alloc(32, byte)) });
const ours = key('khoa-cua-ta', 1);
const anyText = fc.string({ unit: 'binary' });
const anyPlace = fc.array(anyText, { minLength: 1, maxLength: 4 });
const place = ['events', 'e-1', 'body'];

it('gives back what was sealed, in its place', () => {
  fc.assert(
    fc.property(anyText, anyPlace, (text, somewhere) => {
      const plain = JSON.stringify(text);
      const sealed = seal(ours, somewhere, plain);
      expect(unseal(ours, somewhere, sealed).toString()).toBe(plain);
      expect(keyIdOf(sealed)).toBe(ours.id);
    }),
  );
});

it('never seals the same text the same way twice', () => {
  const sealed = Array.from({ length: 50 }, () => seal(ours, place, 'Nguyễn Văn An'));
  expect(new Set(sealed).size).toBe(50);
});

it('opens nothing in another place, however the parts are cut', () => {
  fc.assert(
    fc.property(anyPlace, anyPlace, (here, there) => {
      fc.pre(JSON.stringify(here) !== JSON.stringify(there));
      expect(() => unseal(ours, there, seal(ours, here, 'x'))).toThrow(SealBroken);
    }),
  );
  expect(() => unseal(ours, ['a', 'bc'], seal(ours, ['ab', 'c'], 'x'))).toThrow(SealBroken);
});

it('refuses every change of every byte', () => {
  const sealed = sealBytes(ours, place, 'số nhà 12');
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unsealBytes(ours, place, changed)).toThrow(SealBroken);
  }
  for (let length = 0; length < sealed.length; length += 1)
    expect(() => unsealBytes(ours, place, sealed.subarray(0, length))).toThrow(SealBroken);
});

it('refuses every change of every character, those that spell the same bytes too', () => {
  const sealed = seal(ours, place, 'một hai ba');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. \n';
  for (let at = 0; at < sealed.length; at += 1)
    for (const letter of alphabet) {
      if (sealed[at] === letter) continue;
      const changed = sealed.slice(0, at) + letter + sealed.slice(at + 1);
      expect(() => unseal(ours, place, changed)).toThrow(SealBroken);
    }
  for (const changed of [
    '',
    `${sealed}A`,
    `${sealed}=`,
    ` ${sealed}`,
    `${sealed}.x`,
    sealed.replaceAll('.', ''),
  ])
    expect(() => unseal(ours, place, changed)).toThrow(SealBroken);
});

it('refuses another key, also under the same name, and another name for the same key', () => {
  const sealed = seal(ours, place, 'x');
  expect(() => unseal(key(ours.id, 2), place, sealed)).toThrow(SealBroken);
  const renamed = key('khoa-khac-ten', 1);
  expect(() => unseal(renamed, place, sealed)).toThrow(SealBroken);
  expect(() => unseal(renamed, place, sealed.replace(ours.id, renamed.id))).toThrow(SealBroken);
});

it('says where it is, and nothing of what it holds', () => {
  const sealed = seal(ours, place, 'Trần Thị Tố').replace(/.$/, '');
  const error = (() => {
    try {
      return unseal(ours, place, sealed);
    } catch (thrown) {
      return thrown as Error;
    }
  })();
  expect(String(error)).toContain('events / e-1 / body');
  expect(String(error)).not.toContain(sealed.slice(20));
});

it('takes for sealed only what is sealed', () => {
  for (const other of [
    undefined,
    null,
    1,
    '',
    'v1',
    'xin chào',
    'v1.khoa-cua-ta.',
    'v2.khoa-cua-ta.' + 'A'.repeat(60),
    {},
  ])
    expect(keyIdOf(other)).toBeUndefined();
});
