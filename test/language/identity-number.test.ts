import fc from 'fast-check';
import { holdsIdentityNumber, maskIdentityNumbers } from '../../src/language/identity-number';

it.each([
  ['Số căn cước của tôi là 031085001234', 'Số căn cước của tôi là 0310••••••••'],
  ['CCCD: 031 085 001 234', 'CCCD: 031 0•• ••• •••'],
  ['cccd 031.085.001.234, cấp năm 2021', 'cccd 031.0••.•••.•••, cấp năm 2021'],
  ['Tôi tên An, 001185000001, ở Hải Phòng', 'Tôi tên An, 0011••••••••, ở Hải Phòng'],
  ['CMND 031234567', 'CMND 0312•••••'],
  ['số chứng minh nhân dân: 031 234 567', 'số chứng minh nhân dân: 031 2•• •••'],
  ['chung minh thu so 142345678', 'chung minh thu so 1423•••••'],
  [
    'Căn cước công dân của mẹ tôi 031160009999 và của tôi 031190001111',
    'Căn cước công dân của mẹ tôi 0311•••••••• và của tôi 0311••••••••',
  ],
  ['định danh cá nhân 031.190.001.111', 'định danh cá nhân 031.1••.•••.•••'],
])('“%s” shows only the first digits', (text, masked) => {
  expect(maskIdentityNumbers(text)).toBe(masked);
  expect(holdsIdentityNumber(text)).toBe(true);
});

it.each([
  'Gọi tôi số 0912345678 nhé',
  'Số máy 0225 3 821 234',
  '+84912345678',
  '+84 31 085 001 234',
  'Chuyển 142345678 đồng vào tài khoản',
  'Mã hồ sơ 7K2M-9QRS-TVW',
  'Ngày 20/11/2026 lúc 8h30',
  'Số tài khoản 1903 1850 0123 4567',
  '0310850012345 có mười ba chữ số',
  '099085001234 không có tỉnh nào',
  '031985001234 không có thế kỷ nào',
  'công văn 031234567',
  '',
])('“%s” is left as it is', (text) => {
  expect(maskIdentityNumbers(text)).toBe(text);
  expect(holdsIdentityNumber(text)).toBe(false);
});

it('takes any text, keeps its length, and leaves nothing to cover twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), fc.nat({ max: 999_999 }), (around, digits) => {
      const text = `${around} cccd 031085${String(digits).padStart(6, '0')} ${around}`;
      const masked = maskIdentityNumbers(text);
      expect(masked).toHaveLength(text.length);
      expect(maskIdentityNumbers(masked)).toBe(masked);
      expect(masked).not.toContain(`031085${String(digits).padStart(6, '0')}`);
    }),
  );
});
