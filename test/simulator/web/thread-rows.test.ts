import type { Marks, MessageView } from '../../../src/simulator/chat-contract';
import {
  openQuickReplies,
  preview,
  showMoment,
  showSize,
  threadRows,
} from '../../../src/simulator/web/thread-rows';

const zone = 'Asia/Ho_Chi_Minh';
const start = Date.UTC(2026, 10, 24, 2, 0);
const minute = 60_000;
const message = (
  mid: string,
  from: MessageView['from'],
  minutes: number,
  more: Partial<MessageView> = {},
): MessageView => ({ mid, from, at: start + minutes * minute, text: mid, ...more });
const marks = (change: Partial<Marks> = {}): Marks => ({
  seenByPage: 0,
  seenByCitizen: 0,
  undelivered: [],
  ...change,
});

describe('how a thread is laid out', () => {
  const messages = [
    message('a', 'citizen', 0),
    message('b', 'citizen', 1),
    message('c', 'page', 2),
    message('d', 'staff', 3),
    message('e', 'page', 90),
  ];

  it('groups what one side says and puts a time above after a pause', () => {
    const rows = threadRows(messages, marks(), start, zone);
    expect(rows.map(({ first, last }) => `${first ? '(' : '-'}${last ? ')' : '-'}`)).toEqual([
      '(-',
      '-)',
      '(-',
      '-)',
      '()',
    ]);
    expect(rows.map(({ heading }) => heading)).toEqual([
      'Hôm nay 09:00',
      undefined,
      undefined,
      undefined,
      'Hôm nay 10:30',
    ]);
  });

  it('marks the last message of the citizen as received or seen, and every one that is still under way', () => {
    const all = (change: Partial<Marks>) =>
      threadRows(messages, marks(change), start, zone).map(({ mark }) => mark);
    expect(all({})).toEqual([undefined, 'Đã nhận', undefined, undefined, undefined]);
    expect(all({ seenByPage: start + minute })).toEqual([
      undefined,
      'Đã xem',
      undefined,
      undefined,
      undefined,
    ]);
    expect(all({ undelivered: ['a', 'b'] })).toEqual([
      'Đang gửi',
      'Đang gửi',
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('shows quick replies until the next message', () => {
    const asked = message('hỏi', 'page', 5, {
      quickReplies: [{ content_type: 'text', title: 'Có', payload: 'CO' }],
    });
    expect(openQuickReplies([asked])).toHaveLength(1);
    expect(openQuickReplies([asked, message('Có', 'citizen', 6)])).toEqual([]);
    expect(openQuickReplies([asked, message('Còn gì nữa', 'page', 6)])).toEqual([]);
  });

  it('names the day as people do', () => {
    expect(showMoment(start, start + 24 * 60 * minute, zone)).toBe('Hôm qua 09:00');
    expect(showMoment(start, start + 72 * 60 * minute, zone)).toBe('24/11/2026 09:00');
  });

  it('sums up the last message in one line', () => {
    expect(preview(undefined)).toBe('Chưa có tin nhắn');
    expect(preview(message('Xin chào', 'citizen', 0))).toBe('Bạn: Xin chào');
    expect(
      preview(
        message('', 'page', 0, {
          text: undefined,
          template: { type: 'button', text: 'Chọn một', buttons: [] },
        }),
      ),
    ).toBe('Chọn một');
    expect(
      preview(
        message('', 'citizen', 0, { text: undefined, attachments: [{ type: 'sticker', stickerId: 1 }] }),
      ),
    ).toBe('Bạn: Nhãn dán');
  });

  it('writes sizes with a comma', () => {
    expect([900, 2048, 1_600_000].map(showSize)).toEqual(['900 B', '2 KB', '1,5 MB']);
  });
});
