import { isDangerNow } from '../../src/language/danger';

describe('a danger under way', () => {
  it.each([
    'Nhà bên cạnh đang cháy',
    'ĐANG CHÁY ở chợ Sắt',
    'Đang cháy lớn quá',
    'dang chay nha o ngo 5 Lach Tray',
    'dang boc chay tram bien ap',
    'trạm BTS đang bốc khói',
    'bình gas sắp nổ',
    'dang ro ri gas o bep an',
    'Có mấy thanh niên đang đánh nhau trước cổng trường',
    'dang danh nhau truoc cong cho',
    'vợ tôi đang bị đánh',
    'có người đang chém nhau',
    'cửa hàng đang bị cướp',
    'nha toi dang co trom',
    'ông ấy đang cầm dao đuổi hàng xóm',
    'hắn đang dọa giết cả nhà tôi',
    'có người ngã điện ở công trường',
    'co nguoi bi dien giat o cot vien thong',
    'vừa xảy ra tai nạn trên cầu Bính',
    'có người bất tỉnh ngoài đường',
    'con tôi không thở được',
    'có cháu bé đang đuối nước',
    'tôi muốn tự tử',
    'dây điện rơi xuống đường Trần Phú',
    'cột sắp đổ vào nhà dân',
    'Cứu tôi với!',
    'Hôm qua tôi đã báo. Bây giờ đang cháy!',
  ])('is heard in: %s', (text) => {
    expect(isDangerNow(text)).toBe(true);
  });

  it.each([
    'xe dang chay qua toc do',
    'máy chủ đang chạy chậm',
    'dang chay quang cao tren mang',
    'hàng này đang cháy hàng ở các chợ',
    'vé đang cháy vé',
    'năm ngoái nhà tôi đang cháy mà gọi không có sóng',
    'hôm qua có người bị điện giật',
    'nếu đang cháy thì gọi số nào',
    'dịch vụ đang bị đánh giá thấp',
    'hàng hóa đang bị đánh thuế cao',
    'tài khoản đang bị đánh cắp thông tin',
    'ông ấy chỉ đang chém gió',
    'đài lạ đang cướp sóng của trạm',
    'không có người bị thương',
    'công tác phòng cháy chữa cháy chưa tốt',
    'bóng đèn cháy từ tháng trước',
    'nhãn hiệu đang bị đánh tráo',
    'giấy phép đang chờ duyệt',
    'diễn tập có người bị nạn',
    'cân ở chợ gian lận',
    'sóng yếu, đang gọi thì bị ngắt',
    'tổ chức đang có cuộc họp',
    'cáp treo thấp, nguy cơ tai nạn',
    'wifi đang bị trộm wifi',
    'phim kể chuyện muốn tự tử trong phim',
    '',
    'Lê Văn Cháy',
  ])('is not heard in: %s', (text) => {
    expect(isDangerNow(text)).toBe(false);
  });
});
