import fc from 'fast-check';
import { parsePlace } from '../../src/language/parse-place';
import { wards } from '../../src/language/wards';

describe('wards', () => {
  it('are the 114 units of the city, each code once', () => {
    expect(wards).toHaveLength(114);
    expect(new Set(wards.map((ward) => ward.code)).size).toBe(114);
    expect(wards.filter((ward) => ward.kind === 'phường')).toHaveLength(45);
    expect(wards.filter((ward) => ward.kind === 'xã')).toHaveLength(67);
  });
});

describe('parsePlace', () => {
  it.each([
    ['phường Gia Viên', 'Gia Viên'],
    ['p. Gia Vien', 'Gia Viên'],
    ['P.Gia Viên', 'Gia Viên'],
    ['gia vien', 'Gia Viên'],
    ['GIA VIÊN', 'Gia Viên'],
    ['01 Phạm Ngũ Lão, P. Gia Viên, Hải Phòng', 'Gia Viên'],
    ['số 5 Trần Phú, phường Ngô Quyền', 'Ngô Quyền'],
    ['số 5 Trần Phú, Ngô Quyền', 'Ngô Quyền'],
    ['xã Kiến Thuỵ', 'Kiến Thụy'],
    ['x. kien thuy', 'Kiến Thụy'],
    ['phường Thuỷ Nguyên', 'Thủy Nguyên'],
    ['Nam Đồ Sơn', 'Nam Đồ Sơn'],
    ['phường Đồ Sơn', 'Đồ Sơn'],
    ['do son', 'Đồ Sơn'],
    ['Trần Hưng Đạo', 'Trần Hưng Đạo'],
    ['hung dao', 'Hưng Đạo'],
    ['Nam An Phụ', 'Nam An Phụ'],
    ['xã An Phú', 'An Phú'],
    ['Bắc Thanh Miện', 'Bắc Thanh Miện'],
    ['thanh mien', 'Thanh Miện'],
    ['chan hung', 'Chấn Hưng'],
    ['tân hưng', 'Tân Hưng'],
    ['xã Cẩm Giang', 'Cẩm Giang'],
    ['xã Cẩm Giàng', 'Cẩm Giàng'],
    ['cẩm giàng', 'Cẩm Giàng'],
    ['xa cam giàng', 'Cẩm Giàng'],
    ['đặc khu Cát Hải', 'Cát Hải'],
    ['đảo Bạch Long Vĩ', 'Bạch Long Vĩ'],
    ['phường Hải Dương', 'Hải Dương'],
    ['Gia Lộc, Hải Dương', 'Gia Lộc'],
    ['phường Hồng Bàng, quận Hồng Bàng cũ', 'Hồng Bàng'],
    ['tổ 12 An Hải', 'An Hải'],
    ['tổ dân phố số 5 Kiến An', 'Kiến An'],
    ['thôn Đoài, xã Vĩnh Bảo, TP Hải Phòng', 'Vĩnh Bảo'],
  ])('suggests for %j the ward %s', (text, name) => {
    const { ward, several } = parsePlace(text, wards);
    expect(ward?.name).toBe(name);
    expect(several).toBeUndefined();
    expect(parsePlace(text.normalize('NFD'), wards).ward?.name).toBe(name);
  });

  it.each([
    ['cam giang', ['Cẩm Giang', 'Cẩm Giàng']],
    ['xa Cam Giang', ['Cẩm Giang', 'Cẩm Giàng']],
    ['phường Gia Viên, phường Lê Chân', ['Gia Viên', 'Lê Chân']],
  ])('cannot decide for %j', (text, names) => {
    const { ward, several } = parsePlace(text, wards);
    expect(ward).toBeUndefined();
    expect(several?.map(({ name }) => name).sort()).toEqual([...names].sort());
  });

  it.each([
    'quận Hồng Bàng',
    'huyện Thủy Nguyên',
    'q. lê chân',
    'TP Hải Dương',
    'Hải Dương',
    'tỉnh Hà Nam',
    'thị xã Kinh Môn',
    'thị trấn An Lão',
    'phường Minh Khai',
    'đường Trần Phú',
    'duong tran hung dao',
    'ngõ 12 Chu Văn An',
    '25 Nguyễn Trãi',
    'trường Ngô Quyền',
    'phường Gia Lộc',
    'ăn hại',
    'bệnh viện Việt Tiệp',
    'Hà Nội',
    'gần nhà tôi',
    '',
  ])('suggests nothing for %j', (text) => {
    expect(parsePlace(text, wards)).toEqual({ text });
  });

  it('keeps the words as they were written', () => {
    expect(parsePlace('  ngõ 3, p. Gia Viên \n', wards)).toEqual({
      text: 'ngõ 3, p. Gia Viên',
      ward: { code: '11359', name: 'Gia Viên', kind: 'phường' },
    });
  });

  it('knows every ward by its kind and name, with and without marks', () => {
    const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd');
    for (const { kind, name, code } of wards) {
      expect(parsePlace(`${kind} ${name}`, wards).ward?.code).toBe(code);
      if (!name.startsWith('Cẩm Gi'))
        expect(parsePlace(fold(`${kind} ${name}`), wards).ward?.code).toBe(code);
    }
  });

  it('takes any text without throwing and gives it back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => parsePlace(text, wards).text === text.trim()),
    );
  });
});
