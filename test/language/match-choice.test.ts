import fc from 'fast-check';
import { matchChoice, type Choice } from '../../src/language/match-choice';

const kinds: readonly Choice[] = [
  { value: 'phan-anh', title: '📢 Phản ánh', also: ['pa', 'báo tin'] },
  { value: 'kien-nghi', title: 'Kiến nghị', also: ['đề nghị', 'kn'] },
  { value: 'gop-y', title: 'Góp ý', also: ['gy', 'đóng góp ý kiến'] },
  { value: 'khieu-nai', title: 'Khiếu nại', also: ['kn', 'khởi kiện'] },
  { value: 'khieu-nai-2', title: 'Khiếu nại lần hai' },
  { value: 'to-cao', title: 'Tố cáo', also: ['tố giác'] },
  { value: 'khac', title: 'Nội dung khác' },
];
const one = (value: string) => ({ type: 'one', value });

describe('matchChoice', () => {
  it.each([
    // as on the button
    ['Phản ánh', 'phan-anh'],
    ['📢 Phản ánh', 'phan-anh'],
    ['Khiếu nại', 'khieu-nai'],
    ['KHIẾU NẠI LẦN HAI', 'khieu-nai-2'],
    ['Tố cáo ạ', 'to-cao'],
    ['dạ góp ý', 'gop-y'],
    ['khởi kiện', 'khieu-nai'],
    ['Tố cáo'.normalize('NFD'), 'to-cao'],
    // without marks, or with wrong ones
    ['phan anh', 'phan-anh'],
    ['PHAN ANH', 'phan-anh'],
    ['khieu nai', 'khieu-nai'],
    ['khieunai', 'khieu-nai'],
    ['to cao', 'to-cao'],
    ['gop y', 'gop-y'],
    ['phẩn ánh', 'phan-anh'],
    ['noi dung khac', 'khac'],
    ['gy', 'gop-y'],
    // by number
    ['1', 'phan-anh'],
    ['1.', 'phan-anh'],
    ['(2)', 'kien-nghi'],
    ['số 1', 'phan-anh'],
    ['so 3', 'gop-y'],
    ['chọn 1', 'phan-anh'],
    ['tôi chọn số 6 nhé', 'to-cao'],
    ['một', 'phan-anh'],
    ['hai', 'kien-nghi'],
    ['Năm ạ', 'khieu-nai-2'],
    ['４', 'khieu-nai'],
    ['1️⃣', 'phan-anh'],
    ['③', 'gop-y'],
    ['phương án 7', 'khac'],
    // named within a short message
    ['tôi muốn tố cáo', 'to-cao'],
    ['cho em phản ánh với ạ', 'phan-anh'],
    ['toi muon khieu nai', 'khieu-nai'],
    ['em muốn khiếu nại lần hai', 'khieu-nai-2'],
    ['mình có góp ý', 'gop-y'],
    ['xin tố giác việc này', 'to-cao'],
    ['phản ánh không có sóng', 'phan-anh'],
    // misspelt
    ['khiêu nại', 'khieu-nai'],
    ['kieu nai', 'khieu-nai'],
    ['khieuu nai', 'khieu-nai'],
    ['phna anh', 'phan-anh'],
    ['kien ngji', 'kien-nghi'],
    ['toi muon kieu nai', 'khieu-nai'],
    // what Telex or VNI left standing
    ['khieesu naij', 'khieu-nai'],
    ['toos caos', 'to-cao'],
    ['phanr anhs', 'phan-anh'],
    ['kie61n nghi5', 'kien-nghi'],
    ['goswp ys', 'gop-y'],
    ['gosp ys', 'gop-y'],
    ['khie61u na5i', 'khieu-nai'],
    ['tooi muoons toos caos', 'to-cao'],
    ['DDoongs goosp ys kieens', 'gop-y'],
  ])('%j means %s', (typed, value) => {
    expect(matchChoice(typed, kinds)).toEqual(one(value));
  });

  it.each([
    [''],
    ['   '],
    ['???'],
    ['0'],
    ['8'],
    ['99999'],
    ['bà'],
    ['xin chào'],
    ['tôi không tố cáo'],
    ['chưa muốn khiếu nại'],
    ['đừng phản ánh'],
    ['1 trạm sóng'],
    ['pa sóng yếu quá'],
    ['anh phan'],
    ['mạng chập chờn mấy hôm nay rồi, nhờ các anh xem giúp, tôi đã phản ánh nhiều lần mà chưa thấy ai xuống'],
    ['tố cáo '.repeat(300)],
  ])('%j means none of them', (typed) => {
    expect(matchChoice(typed, kinds)).toEqual({ type: 'none' });
  });

  it.each([
    ['kn', ['kien-nghi', 'khieu-nai']],
    ['1 và 3', ['phan-anh', 'gop-y']],
    ['khiếu nại hay tố cáo', ['khieu-nai', 'to-cao']],
    ['vừa phản ánh vừa góp ý', ['phan-anh', 'gop-y']],
  ])('%j could mean several', (typed, values) => {
    expect(matchChoice(typed, kinds)).toEqual({ type: 'several', values });
  });

  it('lets the marks decide where two titles differ by nothing else', () => {
    const pair = [
      { value: 'bao', title: 'Báo' },
      { value: 'storm', title: 'Bão' },
    ];
    expect(matchChoice('bão', pair)).toEqual(one('storm'));
    expect(matchChoice('báo', pair)).toEqual(one('bao'));
    expect(matchChoice('bao', pair)).toEqual({ type: 'several', values: ['bao', 'storm'] });
  });

  it('reads "không đồng ý" as itself and not as "đồng ý"', () => {
    const consent = [
      { value: 'yes', title: 'Đồng ý' },
      { value: 'no', title: 'Không đồng ý' },
    ];
    expect(matchChoice('tôi không đồng ý', consent)).toEqual(one('no'));
    expect(matchChoice('tôi đồng ý', consent)).toEqual(one('yes'));
    expect(matchChoice('khog dong y', consent)).toEqual(one('no'));
    expect(matchChoice('khoong ddoongf ys', consent)).toEqual(one('no'));
    for (const refusal of ['k dong y', 'tôi khog đồng ý', '0 đồng ý', 'tôi khoong đồng ý']) {
      expect(matchChoice(refusal, consent)).not.toEqual(one('yes'));
    }
  });

  it('tells numbers within titles apart', () => {
    const forms = [
      { value: 'a', title: 'Mẫu 2024' },
      { value: 'b', title: 'Mẫu 2025' },
    ];
    expect(matchChoice('mau 2025', forms)).toEqual(one('b'));
    expect(matchChoice('mau 2026', forms)).toEqual({ type: 'none' });
  });

  it('never gives a value that is not among the choices', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'tố cáo phản ánh khieesu 123 ko'.split('')) }),
      fc.constantFrom('1', 'hai', 'phan anh', '10', 'kn'),
    );
    const choice = fc.record({ value: fc.string(), title: text, also: fc.array(text, { maxLength: 3 }) });
    fc.assert(
      fc.property(text, fc.array(choice, { maxLength: 6 }), (typed, choices) => {
        const match = matchChoice(typed, choices);
        const values = match.type === 'one' ? [match.value] : match.type === 'several' ? match.values : [];
        for (const value of values) expect(choices.map((each) => each.value)).toContain(value);
        if (match.type === 'several') expect(new Set(match.values).size).toBeGreaterThan(1);
      }),
    );
  });
});
