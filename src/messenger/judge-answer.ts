/** What Meta's answer to a send means for the message. `reason` is for the officer, in plain words. */
export type SendResult =
  | { readonly type: 'sent'; readonly mid: string }
  /** Did not go out; the same message may, later. */
  | { readonly type: 'retry'; readonly reason: string; readonly code: string }
  /** Nobody knows whether it went out: its echo will tell. */
  | { readonly type: 'unknown'; readonly reason: string; readonly code: string }
  | { readonly type: 'give-up'; readonly reason: string; readonly code: string }
  /** Nothing can be sent to anybody until a person mends it. */
  | { readonly type: 'stop'; readonly reason: string; readonly code: string };

type Verdict = { readonly type: 'retry' | 'give-up' | 'stop'; readonly reason: string };

const stop = (reason: string): Verdict => ({ type: 'stop', reason });
const retry = (reason: string): Verdict => ({ type: 'retry', reason });
const giveUp = (reason: string): Verdict => ({ type: 'give-up', reason });

const UNREACHABLE = 'Người dân hiện không nhận được tin nhắn (đã chặn trang hoặc khóa tài khoản).';

/** By `code/subcode`, else by either alone (no subcode looks like a code) (Messenger Platform error codes, June 2026). */
const verdicts: Readonly<Record<string, Verdict>> = {
  '10/2018278': giveUp(
    'Đã quá 24 giờ kể từ tin nhắn cuối của người dân nên Facebook không cho gửi. Xin liên hệ qua điện thoại hoặc thư.',
  ),
  '10/2018065': giveUp('Đã quá thời hạn Facebook cho phép gửi. Xin liên hệ qua điện thoại hoặc thư.'),
  '10/2018108': giveUp(UNREACHABLE),
  '10/1893063': stop('Facebook tạm thời không cho trang gửi tin nhắn.'),
  '100/2018001': giveUp('Facebook không còn tìm thấy người nhận này.'),
  '100/2534037': giveUp('Cuộc trò chuyện đang do ứng dụng khác của trang giữ.'),
  '551': giveUp(UNREACHABLE),
  '200/1545041': giveUp(UNREACHABLE),
  '190': stop('Mã truy cập của trang không còn hiệu lực. Xin báo quản trị.'),
  '200': stop('Ứng dụng chưa được cấp quyền gửi tin nhắn. Xin báo quản trị.'),
  '368': stop('Facebook tạm khóa trang vì lý do chính sách. Xin báo quản trị.'),
  '2018300': giveUp('Cuộc trò chuyện đang do ứng dụng khác của trang giữ.'),
  '2018321': retry('Facebook đang tự trả lời người dân, hệ thống sẽ gửi lại.'),
  '1': retry('Facebook báo lỗi chưa rõ, hệ thống sẽ gửi lại.'),
  '2': retry('Facebook tạm thời gián đoạn, hệ thống sẽ gửi lại.'),
  '4': retry('Facebook đang giới hạn tốc độ gửi, hệ thống sẽ gửi lại.'),
  '17': retry('Facebook đang giới hạn tốc độ gửi, hệ thống sẽ gửi lại.'),
  '32': retry('Facebook đang giới hạn tốc độ gửi, hệ thống sẽ gửi lại.'),
  '613': retry('Facebook đang giới hạn tốc độ gửi, hệ thống sẽ gửi lại.'),
  '80006': retry('Facebook đang giới hạn tốc độ gửi, hệ thống sẽ gửi lại.'),
  '1200': retry('Facebook tạm thời gián đoạn, hệ thống sẽ gửi lại.'),
};

/** Reads an answer of `POST /{page}/messages`. Decides by code and subcode, not by HTTP status or wording. */
export function judgeAnswer(status: number, body: unknown): SendResult {
  const fields = isObject(body) ? body : {};
  if (typeof fields.message_id === 'string' && fields.message_id !== '')
    return { type: 'sent', mid: fields.message_id };
  const isError = isObject(fields.error);
  // A page of something between us and Meta may call itself a success too.
  if (status >= 200 && status < 300 && !isError)
    return { type: 'unknown', reason: 'Facebook trả lời không rõ ràng.', code: `http-${status}` };
  const error = isError ? (fields.error as Record<string, unknown>) : {};
  const code = String(Number(error.code) || `http-${status}`);
  const subcode = String(Number(error.error_subcode) || 0);
  const exact = `${code}/${subcode}`;
  // "Invalid JSON reply" is said although the message went out.
  if (exact === '1/1357046')
    return { type: 'unknown', reason: 'Facebook trả lời không rõ ràng.', code: exact };
  const verdict = verdicts[exact] ?? verdicts[subcode] ?? verdicts[code];
  if (verdict) return { ...verdict, code: exact };
  if (status >= 500 || status === 429 || error.is_transient === true)
    return { ...retry('Facebook tạm thời gián đoạn, hệ thống sẽ gửi lại.'), code };
  return {
    ...giveUp('Facebook từ chối tin nhắn này. Xin liên hệ người dân qua kênh khác và báo quản trị.'),
    code: exact,
  };
}

type GivenUp = Extract<SendResult, { type: 'give-up' }>;

/** Whether Meta says that too much time has passed since the citizen last did something. */
export const isTooLate = (result: SendResult): result is GivenUp =>
  result.type === 'give-up' && ['10/2018278', '10/2018065'].includes(result.code);

/** Whether Meta says that another app of the page has the thread. */
export const isNotOurs = (result: SendResult): result is GivenUp =>
  result.type === 'give-up' && /(^|\/)(2534037|2018300)(\/|$)/.test(result.code);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
