import type { CaseRow } from '../../../src/console/contract';
import { joinPages } from '../../../src/console/web/case-list/join-pages';
import { listStatusTabs } from '../../../src/console/web/case-list/status-tabs';

const counts = { moi: 3, 'dang-xu-ly': 5, 'da-tra-loi': 2, dong: 40 };
const row = (id: string): CaseRow => ({
  id,
  code: id,
  status: 'moi',
  openedAt: 0,
  updatedAt: 0,
  waiting: false,
  readable: false,
});

describe('the list of cases', () => {
  it('counts what is open without what is closed', () => {
    expect(listStatusTabs(counts).map((tab) => `${tab.label} ${tab.count}`)).toEqual([
      'Tất cả đang mở 10',
      'Mới tiếp nhận 3',
      'Đang xử lý 5',
      'Đã trả lời 2',
      'Đóng 40',
    ]);
  });

  it('shows no numbers before it knows them', () => {
    expect(listStatusTabs(undefined).every((tab) => tab.count === undefined)).toBe(true);
  });

  it('shows a case once that moved from one page to another while they were loaded', () => {
    const pages = [
      { cases: [row('a'), row('b')], counts },
      { cases: [row('b'), row('c')], counts },
    ];
    expect(joinPages(pages).map((shown) => shown.id)).toEqual(['a', 'b', 'c']);
  });
});
