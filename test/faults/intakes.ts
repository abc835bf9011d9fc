/** One thing that a citizen does: words, or the title of a quick reply that he taps. */
export type Act =
  | { readonly type: 'say'; readonly text: string; readonly twice?: boolean }
  | { readonly type: 'tap'; readonly title: string };

/** What a citizen does before he waits for an answer: one thing, or two at once. */
export type Step = readonly Act[];

export type Intake = { readonly kind: string; readonly summary: string; readonly steps: readonly Step[] };

const say = (text: string): Step => [{ type: 'say', text }];
/** The webhook of it arrives twice, at the same time. */
const sayTwice = (text: string): Step => [{ type: 'say', text, twice: true }];
const tap = (title: string): Step => [{ type: 'tap', title }];
const atOnce = (...steps: readonly Step[]): Step => steps.flat();

const skip = tap('Bỏ qua');
const send = tap('Gửi hồ sơ');
const hello = [say('Xin chào'), tap('Đồng ý')];

/** Phone numbers and words that nobody else uses, so that each can be looked for anywhere. */
export const phoneOf = (citizen: number): string => `09123${String(45_000 + citizen)}`;

const all: readonly ((citizen: number) => Intake)[] = [
  (n) => {
    const summary = `Sóng di động ở tổ ${n} rất yếu từ đầu tháng, gọi điện thường bị ngắt.`;
    const steps = [
      tap('Gửi phản ánh'),
      say(summary),
      say('phường Gia Viên'),
      sayTwice('Từ đầu tháng đến nay'),
    ];
    const who = [skip, say('Trần Thị Bình'), say(phoneOf(n)), say('Số 5 Trần Phú')];
    return { kind: 'phan-anh', summary, steps: [...hello, ...steps, ...who, send] };
  },
  (n) => {
    const summary = `Người cao tuổi ở tổ ${n} khó tự nộp hồ sơ trực tuyến vì không quen dùng điện thoại.`;
    const steps = [tap('Kiến nghị'), atOnce(say(summary), say('Bố trí người hướng dẫn mỗi tuần một buổi.'))];
    const who = [skip, skip, say('Lê Văn Cường'), atOnce(say(phoneOf(n)), say('Số 7 Lạch Tray'))];
    return { kind: 'kien-nghi', summary, steps: [...hello, ...steps, ...who, send] };
  },
  (n) => {
    const summary = `Cán bộ tiếp dân buổi sáng thứ ${n} hướng dẫn tận tình.`;
    const steps = [tap('Góp ý'), sayTwice(summary), skip, tap('Không')];
    return { kind: 'gop-y', summary, steps: [...hello, ...steps, send] };
  },
  (n) => {
    const summary = `Thông báo số ${n} từ chối hồ sơ của tôi nhưng không nêu lý do.`;
    const steps = [tap('Khiếu nại'), tap('Tiếp tục'), atOnce(say('Bộ phận tiếp nhận hồ sơ'), say(summary))];
    const more = [say('20/10/2026'), say('Đề nghị xem xét lại và trả lời rõ lý do.'), skip, skip, skip, skip];
    return { kind: 'khieu-nai', summary, steps: [...hello, ...steps, ...more, send] };
  },
  (n) => {
    const summary = `Người này nhận tiền để bỏ qua bước kiểm tra cân tại chợ số ${n}.`;
    const steps = [tap('Tố cáo'), tap('Không'), tap('Tiếp tục'), say('Người phụ trách kho'), say(summary)];
    const more = [atOnce(say('Tháng 10/2026'), say('phường Gia Viên')), skip, skip, skip];
    return { kind: 'to-cao', summary, steps: [...hello, ...steps, ...more, send] };
  },
  (n) => {
    const summary = `Tôi nộp hồ sơ số ${n} đã lâu mà chưa thấy ai trả lời.`;
    const steps = [tap('Tôi chưa rõ'), sayTwice(summary), skip, skip, skip, say(phoneOf(n)), skip];
    return { kind: 'chua-ro', summary, steps: [...hello, ...steps, send] };
  },
];

/** A whole intake for the citizen with this number; the kinds take turns. */
export function intakeOf(citizen: number, kind?: string): Intake {
  const made = all.map((make) => make(citizen));
  const found = kind === undefined ? made[citizen % made.length] : made.find((one) => one.kind === kind);
  if (!found) throw new Error(`there is no intake of the kind ${kind}`);
  return found;
}
