import { findAgency } from '../../src/conversation/find-agency';
import { shippedFlows } from '../support/shipped-flows';

const { department } = shippedFlows();

const elsewhere: readonly (readonly [agency: string, text: string])[] = [
  ['cong-an', 'Tôi bị lừa đảo chuyển khoản 15 triệu qua mạng'],
  ['cong-an', 'toi bi lua dao tren facebook mat tien'],
  ['cong-an', 'Nhà tôi bị trộm cắp đêm qua'],
  ['cong-an', 'co nhom thanh nien danh bac ngay dau ngo'],
  ['cong-an', 'Lộ thông tin cá nhân, ngày nào cũng bị dọa'],
  ['cong-an', 'Làm căn cước ở phường chờ mãi không có'],
  ['cong-an', 'Tài khoản bị hack facebook rồi đi vay tiền bạn bè'],
  ['cong-an', 'toi bi cho vay nang lai den doi no'],
  ['cong-an', 'Thanh niên đua xe mỗi tối ở đường bao'],
  ['van-hoa', 'Trang này đăng tin giả về bão'],
  ['van-hoa', 'Bài báo viết sai về làng tôi'],
  ['van-hoa', 'Di tích đình làng bị xuống cấp'],
  ['van-hoa', 'nhan vien khach san o Do Son thai do kem'],
  ['van-hoa', 'Hiệu sách bán sách lậu công khai'],
  ['cong-thuong', 'Cửa hàng bán hàng giả ở chợ Sắt'],
  ['cong-thuong', 'quan an chat chem khach, khong niem yet gia'],
  ['cong-thuong', 'Đại lý găm hàng chờ tăng giá'],
  ['cong-thuong', 'Công ty bán hàng đa cấp lôi kéo người già'],
  ['dien', 'Khu tôi mất điện cả ngày'],
  ['dien', 'mat dien tu sang den gio'],
  ['dien', 'Tiền điện tháng này tăng gấp đôi'],
  ['dien', 'cup dien lien tuc khong bao truoc'],
  ['dien', 'Dây điện sà xuống mặt ngõ rất nguy hiểm'],
  ['nuoc', 'Mất nước ba ngày nay rồi'],
  ['nuoc', 'nuoc may co mui hoi tanh'],
  ['nuoc', 'Vỡ ống nước ở đầu ngõ 12'],
  ['nuoc', 'tien nuoc thang nay cao bat thuong'],
  ['xay-dung', 'Nhà hàng xóm xây dựng trái phép'],
  ['xay-dung', 'duong hong, nhieu o ga, di lai kho'],
  ['xay-dung', 'Đèn đường hỏng cả tháng không ai sửa'],
  ['xay-dung', 'Mưa là ngập nước, cống không thoát'],
  ['xay-dung', 'xe buyt bo ben, khong don khach'],
  ['xay-dung', 'Ban quản trị chung cư thu phí sai'],
  ['nong-nghiep-moi-truong', 'Nhà máy xả thải ra sông'],
  ['nong-nghiep-moi-truong', 'Tranh chấp đất với nhà bên'],
  ['nong-nghiep-moi-truong', 'lam so do hai nam chua xong'],
  ['nong-nghiep-moi-truong', 'Đốt rác khói mù mịt cả xóm'],
  ['nong-nghiep-moi-truong', 'o nhiem nang do khoi bui nha may xi mang'],
  ['nong-nghiep-moi-truong', 'Tiền đền bù giải phóng mặt bằng chưa trả'],
  ['y-te', 'Bệnh viện bắt chờ cả buổi mới khám'],
  ['y-te', 'quan com mat an toan thuc pham'],
  ['y-te', 'Phòng khám tư thu tiền sai'],
  ['giao-duc', 'Trường lạm thu đầu năm học'],
  ['giao-duc', 'co giao ep hoc sinh hoc them'],
  ['giao-duc', 'Tuyển sinh đầu cấp không công bằng'],
  ['noi-vu', 'Lương hưu của mẹ tôi chưa nhận được'],
  ['noi-vu', 'cong ty no luong cong nhan 3 thang'],
  ['noi-vu', 'Hồ sơ người có công nộp đã lâu'],
  ['phuong-xa', 'Hàng xóm hát karaoke đến nửa đêm'],
  ['phuong-xa', 'loa keo on ao suot ngay'],
  ['phuong-xa', 'Chó thả rông khắp ngõ'],
  ['phuong-xa', 'lam giay khai sinh cho chau'],
  ['phuong-xa', 'Hàng rong chiếm hết lối đi'],
];

/** The department's own, though some sound like somebody else's; and what says too little. */
const own: readonly string[] = [
  'Cân điện tử gian lận ở chợ An Dương',
  'can dien tu o cho gian lan',
  'Cây xăng bơm thiếu, tăng giá vô lý',
  'Cột bơm xăng dầu ở quốc lộ 5 đong sai',
  'Công tơ điện chạy sai, tiền điện cao',
  'dong ho nuoc do sai, tien nuoc tang',
  'Mất sóng điện thoại mỗi khi mất điện',
  'song di dong yeu ca thang nay',
  'Tin nhắn rác mời đánh bạc gửi suốt ngày',
  'sim rac goi lua dao lien tuc',
  'Trạm BTS trên chung cư gây lo lắng cho người dân',
  'Dây cáp treo thấp, vướng vào cây xanh',
  'Bưu điện làm mất bưu phẩm của tôi',
  'Không nộp được dịch vụ công cấp sổ đỏ vì cổng lỗi',
  'VNeID không đăng nhập được để làm căn cước',
  'Hàng giả nhãn hiệu của công ty tôi',
  'Máy X quang ở bệnh viện không che chắn',
  'Mã vạch trên hàng hóa không đúng',
  'Wifi ở trạm y tế xã không dùng được',
  'Đồng hồ taxi chạy nhanh bất thường',
  'Internet ở trường tiểu học quá chậm',
  'Thiết bị gây nhiễu ở gần khách sạn',
  'Đề tài về xử lý nước thải chậm nghiệm thu',
  'Quy chuẩn hợp quy của mũ bảo hiểm không rõ',
  'Cột điện thoại ở đầu ngõ bị nghiêng',
  'Cán bộ của Sở hướng dẫn tận tình',
  'can bo tra loi cham qua',
  'Tôi muốn phản ánh một việc',
  'Sở Khoa học nên xem lại việc cấp phép',
  'a',
  '',
];

describe('a matter of another agency', () => {
  it.each(elsewhere)('%s: %s', (agency, text) => {
    expect(findAgency(text, department)?.id).toBe(agency);
  });

  it.each(own)('is not seen in: %s', (text) => {
    expect(findAgency(text, department)).toBeUndefined();
  });

  it('is never seen where the department names no other agency', () => {
    const alone = { ...department, 'other-agencies': undefined, 'own-words': undefined };
    expect(findAgency('mất điện', alone)).toBeUndefined();
  });
});
