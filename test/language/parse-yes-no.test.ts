import fc from 'fast-check';
import { parseYesNo } from '../../src/language/parse-yes-no';

describe('parseYesNo', () => {
  it.each(
    [
      'có|Có ạ|co|dạ|dạ có|dạ vâng ạ|vâng|vang|Vâng ạ|vâng đúng rồi|ok|OK|oke|okie|ok em|ok ok|okela|uh|ừ|uk|ừm|đúng|đúng rồi',
      'dung roi|đúng r|đúng vậy|phải|chính xác|chuẩn|chuẩn r|đồng ý|dong y|tôi đồng ý|Em đồng ý nhé|có, tôi đồng ý|được|dc|đc|cũng được',
      'yes|y|👍|👍🏻|ok!!!|"Có"|nhất trí|xác nhận|ok thôi|có chứ|cos|vaang|ddoongf ys|dduwowcj|có'.normalize(
        'NFC',
      ),
      'có'.normalize('NFD'),
    ].flatMap((line) => line.split('|')),
  )('hears yes in %j', (text) => {
    expect(parseYesNo(text)).toBe('yes');
  });

  it.each(
    [
      'không|khong|Không ạ|dạ không|ko|k|K ạ|hông|hok|hk|thôi|thôi không|chưa|chua|chưa ạ|không đồng ý|ko đồng ý|k dong y',
      'tôi không đồng ý|Mình không đồng ý nha|không phải|ko phải|không đúng|chưa đúng|sai|sai rồi|no|nope|n|không không|không có',
      'không cần|khỏi|đừng|👎|khoong|khoong ddoongf ys|không muốn|từ chối|chẳng đồng ý|Không!!!',
    ].flatMap((line) => line.split('|')),
  )('hears no in %j', (text) => {
    expect(parseYesNo(text)).toBe('no');
  });

  it.each([
    '',
    '...',
    'có không',
    'đúng không',
    'ok không',
    'dung',
    'Dung',
    'dừng',
    'dungwf',
    'cỏ',
    'hỏng',
    'chùa',
    'có sóng nhưng yếu',
    'không có sóng',
    'đồng ý với điều kiện',
    'không biết',
    'Nguyễn Văn Có',
    'vâng '.repeat(100),
  ])('hears neither in %j', (text) => {
    expect(parseYesNo(text)).toBeUndefined();
  });

  it('takes any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        ['yes', 'no', undefined].includes(parseYesNo(text)),
      ),
    );
  });
});
