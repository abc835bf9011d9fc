import fc from 'fast-check';
import { parseEmail } from '../../src/language/parse-email';

describe('parseEmail', () => {
  it.each([
    ['nguyenvana@gmail.com', 'nguyenvana@gmail.com'],
    ['Nguyenvana@Gmail.com', 'nguyenvana@gmail.com'],
    ['email của em là a.b-c+1@haiphong.gov.vn nhé', 'a.b-c+1@haiphong.gov.vn'],
    ['nguyenvana @ gmail.com', 'nguyenvana@gmail.com'],
    ['nguyenvana@gmail .com', 'nguyenvana@gmail.com'],
    ['nguyenvana@gmail,com', 'nguyenvana@gmail.com'],
    ['nguyenvana(at)gmail.com', 'nguyenvana@gmail.com'],
    ['nguyenvana[a còng]yahoo.com.vn', 'nguyenvana@yahoo.com.vn'],
    ['ａｂ＠gmail.com', 'ab@gmail.com'],
    ['Mail: ab@gmail.com.', 'ab@gmail.com'],
    ['(ab@gmail.com)', 'ab@gmail.com'],
    ['ab@gmail.com hoặc cd@gmail.com', 'ab@gmail.com'],
  ])('finds in %j the address %s', (text, address) => {
    expect(parseEmail(text)).toBe(address);
  });

  it.each([
    'không có',
    'nguyenvana',
    'nguyenvana@gmail',
    '@gmail.com',
    'nguyễn@gmail.com',
    'a..b@gmail.com',
    'ab.@gmail.com',
    'ab@-x.com',
    'ab@gmail..com',
    'facebook.com/ab',
    '0912345678',
    '',
  ])('finds none in %j', (text) => {
    expect(parseEmail(text)).toBeUndefined();
  });

  it('finds plain addresses within any words, and never throws', () => {
    const name = fc.stringMatching(/^[a-z]{2,10}$/);
    fc.assert(
      fc.property(
        name,
        name,
        (user, host) => parseEmail(`gửi về ${user}@${host}.vn ạ`) === `${user}@${host}.vn`,
      ),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        ['string', 'undefined'].includes(typeof parseEmail(text)),
      ),
    );
  });
});
