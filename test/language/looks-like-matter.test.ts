import { looksLikeMatter } from '../../src/language/looks-like-matter';

describe('a comment that reads like a matter', () => {
  it.each([
    'Tôi muốn phản ánh việc mạng ở xã yếu lắm',
    'toi muon phan anh viec mang yeu',
    'Cho hỏi thủ tục đăng ký sáng kiến',
    'cho em hoi nop ho so o dau a',
    'Hồ sơ của tôi nộp 3 tháng rồi chưa thấy trả lời',
    'Đề nghị Sở xem xét lại kết quả',
    'cán bộ ở đây hạch sách người dân',
    'Tôi tố cáo ông A nhận tiền',
    'Bức xúc quá, không ai giải quyết',
    'Xin hướng dẫn giúp tôi https://example.vn/abc',
  ])('is seen in: %s', (text) => expect(looksLikeMatter(text)).toBe(true));

  it.each([
    '',
    '👍👍👍',
    'Chúc mừng Sở đã giải quyết tốt kiến nghị của dân',
    'Hay quá, cảm ơn Sở',
    'Bài viết rất hay về khiếu nại tố cáo',
    'phản ánh',
    'Nguyễn Văn An xem này',
    'https://example.vn/phan-anh/kien-nghi/gop-y/khieu-nai',
    'nhà tô cao thế nhìn đẹp',
    'Chia sẻ cho mọi người cùng biết',
    'Sự kiện diễn ra ở đâu thế mọi người ơi',
  ])('is not seen in: %s', (text) => expect(looksLikeMatter(text)).toBe(false));

  it('is looked for in long texts too', () => {
    expect(looksLikeMatter(`${'a '.repeat(900)} tôi muốn phản ánh`)).toBe(true);
    expect(looksLikeMatter('ạ'.repeat(100_000))).toBe(false);
  });
});
