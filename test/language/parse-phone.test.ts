import fc from 'fast-check';
import { parsePhone } from '../../src/language/parse-phone';

const mobile = { type: 'phone', e164: '+84912345678', shown: '0912 345 678' };

describe('parsePhone', () => {
  it.each([
    '0912345678',
    '0912 345 678',
    '0912.345.678',
    '0912-345-678',
    '0912,345,678',
    '09 12 34 56 78',
    '+84912345678',
    '+84 912 345 678',
    '(+84) 912 345 678',
    '+84 (0)912 345 678',
    '+840912345678',
    '0084912345678',
    '0084 912345678',
    '84912345678',
    '84 912 345 678',
    'O912345678',
    'o912 345 678',
    '0912 345 678.',
    'sđt của tôi là 0912.345.678 nhé',
    'SĐT:0912345678',
    'dt 0912345678 (Zalo)',
    'tôi tên Nam,0912345678',
    'em ở số nhà 12, đt 0912 345 678',
    '1. 0912345678',
    '0912345678, 0912 345 678',
    'gọi 0912345678 sau 17h ngày 3/12/2026',
    '03/12/2026 0912345678',
    '０９１２３４５６７８',
    '0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣',
    '0912\u200B345\u200B678',
    '0912\u00A0345\u00A0678',
    '0912345678 - 12 Lê Lợi',
    'cccd 031085001234, sđt 0912345678',
  ])('finds the number in %j', (text) => {
    expect(parsePhone(text)).toEqual(mobile);
  });

  it.each([
    ['0387654321', '+84387654321', '0387 654 321'],
    ['0587 654 321', '+84587654321', '0587 654 321'],
    ['0787.654.321', '+84787654321', '0787 654 321'],
    ['09O2 345 67o', '+84902345670', '0902 345 670'],
    ['0225 3821234', '+842253821234', '0225 3 821 234'],
    ['(0225) 3.821.234', '+842253821234', '0225 3 821 234'],
    ['+84 225 3821 234', '+842253821234', '0225 3 821 234'],
    ['0220 3 852 345', '+842203852345', '0220 3 852 345'],
    ['02438211234', '+842438211234', '024 3821 1234'],
    ['+82 10-1234-5678', '+821012345678', '+82 10 1234 5678'],
    ['02253821234/3821235', '+842253821234', '0225 3 821 234'],
  ])('reads %j as %s, shown %j', (text, e164, shown) => {
    expect(parsePhone(text)).toEqual({ type: 'phone', e164, shown });
  });

  it.each([
    ['0912345678 hoặc 0387654321'],
    ['0912345678/0387654321'],
    ['0912345678,0387654321'],
    ['0912345678 0387654321'],
    ['0912 345 678 - 0387 654 321'],
    ['1. 0912345678\n2. 0387654321'],
  ])('finds both numbers in %j', (text) => {
    expect(parsePhone(text)).toEqual({
      type: 'several',
      phones: [
        { e164: '+84912345678', shown: '0912 345 678' },
        { e164: '+84387654321', shown: '0387 654 321' },
      ],
    });
  });

  it.each([
    ['01234567890', 'old'],
    ['0166 123 4567', 'old'],
    ['+84 166 123 4567', 'old'],
    ['091234567', 'short'],
    ['912345678', 'short'],
    ['3821234', 'short'],
    ['1022', 'short'],
    ['0225 382123', 'short'],
    ['09123456789', 'long'],
    ['0912 345 6789', 'long'],
    ['0912 345 678 9', 'long'],
    ['031085001234', 'long'],
    ['0412345678', 'unknown-prefix'],
    ['0612345678', 'unknown-prefix'],
    ['1900 123 456', 'unknown-prefix'],
    ['+999 123 456 789', 'unknown-prefix'],
    ['không có', 'no-digits'],
    ['', 'no-digits'],
    ['O O O', 'no-digits'],
  ])('finds no number in %j: %s', (text, why) => {
    expect(parsePhone(text)).toEqual({ type: 'none', why });
  });

  it('finds every mobile number however it is spaced', () => {
    const rest = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 8, maxLength: 8 });
    const gap = fc.constantFrom('', ' ', '.', '-', ' - ');
    fc.assert(
      fc.property(fc.constantFrom('3', '5', '7', '8', '9'), rest, gap, (first, digits, between) => {
        const number = first + digits;
        const typed = ['0' + number.slice(0, 3), number.slice(3, 6), number.slice(6)].join(between);
        expect(parsePhone(`sđt ${typed} ạ`)).toMatchObject({ type: 'phone', e164: '+84' + number });
      }),
    );
  });

  it('takes any text without throwing', () => {
    const odd = fc.string({ unit: fc.constantFrom(...'0123489+(). -oO/,\n\u200B①') });
    fc.assert(
      fc.property(fc.oneof(odd, fc.string({ unit: 'binary' })), (text) => Boolean(parsePhone(text).type)),
    );
  });
});
