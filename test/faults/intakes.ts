/** One thing that a citizen does: words, or the title of a quick reply that he taps. */
export type Act =
  | { readonly type: 'say'; readonly text: string; readonly twice?: boolean }
  | { readonly type: 'tap'; readonly title: string };

/** What a citizen does before he waits for an answer: one thing, or two at once. */
export type Step = readonly Act[];

export type Intake = {
  readonly kind: string;
  /** Of the case that it makes; undefined where it makes none. */
  readonly summary: string | undefined;
  readonly steps: readonly Step[];
};

const say = (text: string): Step => [{ type: 'say', text }];
/** The webhook of it arrives twice, at the same time. */
const sayTwice = (text: string): Step => [{ type: 'say', text, twice: true }];
const tap = (title: string): Step => [{ type: 'tap', title }];
const atOnce = (...steps: readonly Step[]): Step => steps.flat();

const skip = tap('Bỏ qua');
const send = tap('Gửi hồ sơ');
const hello = [say('Xin chào'), tap('Đồng ý')];

/** Stands in all that citizens write of; as it is no word, it stands nowhere else. */
export const plantedWord = 'Quỳnhhươngmai';
export const plantedNames = ['Trần Thị Bình', 'Lê Văn Cường'];

/** Phone numbers and words that nobody else uses, so that each can be looked for anywhere. */
export const phoneOf = (citizen: number): string => `09123${String(45_000 + citizen)}`;

const all: readonly ((citizen: number) => Intake)[] = [
  (n) => {
    const summary = `Sóng di động ở tổ ${n} ngõ ${plantedWord} rất yếu từ đầu tháng, gọi điện thường bị ngắt.`;
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
    const summary = `Người cao tuổi ở tổ ${n} ngõ ${plantedWord} khó tự nộp hồ sơ trực tuyến vì không quen dùng điện thoại.`;
    const steps = [tap('Kiến nghị'), atOnce(say(summary), say('Bố trí người hướng dẫn mỗi tuần một buổi.'))];
    const who = [skip, skip, say('Lê Văn Cường'), atOnce(say(phoneOf(n)), say('Số 7 Lạch Tray'))];
    return { kind: 'kien-nghi', summary, steps: [...hello, ...steps, ...who, send] };
  },
  (n) => {
    const summary = `Cán bộ tiếp dân buổi sáng thứ ${n} ở ${plantedWord} hướng dẫn tận tình.`;
    const steps = [tap('Góp ý'), sayTwice(summary), skip, tap('Không')];
    return { kind: 'gop-y', summary, steps: [...hello, ...steps, send] };
  },
  (n) => {
    const summary = `Thông báo số ${n} của ${plantedWord} từ chối hồ sơ của tôi nhưng không nêu lý do.`;
    const steps = [tap('Khiếu nại'), tap('Tiếp tục'), atOnce(say('Bộ phận tiếp nhận hồ sơ'), say(summary))];
    const more = [say('20/10/2026'), say('Đề nghị xem xét lại và trả lời rõ lý do.'), skip, skip, skip, skip];
    return { kind: 'khieu-nai', summary, steps: [...hello, ...steps, ...more, send] };
  },
  (n) => {
    const summary = `Người này nhận tiền để bỏ qua bước kiểm tra cân tại chợ ${plantedWord} số ${n}.`;
    const steps = [tap('Tố cáo'), tap('Không'), tap('Tiếp tục'), say('Người phụ trách kho'), say(summary)];
    const more = [atOnce(say('Tháng 10/2026'), say('phường Gia Viên')), skip, skip, skip];
    return { kind: 'to-cao', summary, steps: [...hello, ...steps, ...more, send] };
  },
  (n) => {
    const summary = `Tôi nộp hồ sơ số ${n} ở ${plantedWord} đã lâu mà chưa thấy ai trả lời.`;
    const asked = [tap('Không rõ'), sayTwice(summary), tap('Không'), tap('Không rõ')];
    const steps = [tap('Tôi chưa rõ'), ...asked, skip, skip, skip, say(phoneOf(n)), skip];
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

/** Nothing but words, all at once: nobody waits for an answer in between. */
export function chatterOf(citizen: number, messages: number): Intake {
  const said = Array.from({ length: messages - 1 }, (_, at) =>
    say(`Điều thứ ${at + 1} mà người dân ${citizen} ở ${plantedWord} muốn nói.`),
  );
  return { kind: 'chuyện trò', summary: undefined, steps: [atOnce(say('Xin chào'), ...said)] };
}
