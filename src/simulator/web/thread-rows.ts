import type { Marks, MessageView, QuickReply } from '../chat-contract';

export type Row = {
  readonly message: MessageView;
  /** A line such as "Hôm nay 14:05" above the message, after a pause. */
  readonly heading: string | undefined;
  /** First and last of a run by the same side: decides corners, picture and time. */
  readonly first: boolean;
  readonly last: boolean;
  readonly mark: 'Đang gửi' | 'Đã nhận' | 'Đã xem' | undefined;
};

const pauseMs = 30 * 60_000;

/** How a thread is laid out. `now` is the simulator's time, `zone` the reader's. */
export function threadRows(
  messages: readonly MessageView[],
  marks: Marks,
  now: number,
  zone?: string,
): readonly Row[] {
  const lastOwn = messages.findLast(({ from }) => from === 'citizen');
  const undelivered = new Set(marks.undelivered);
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const paused = before === undefined || message.at - before.at > pauseMs;
    const markOf = (): Row['mark'] => {
      if (undelivered.has(message.mid)) return 'Đang gửi';
      if (message !== lastOwn) return undefined;
      return marks.seenByPage >= message.at ? 'Đã xem' : 'Đã nhận';
    };
    return {
      message,
      heading: paused ? showMoment(message.at, now, zone) : undefined,
      first: paused || side(before) !== side(message),
      last: after === undefined || side(after) !== side(message) || after.at - message.at > pauseMs,
      mark: message.from === 'citizen' ? markOf() : undefined,
    };
  });
}

/** Chips live until the next message. */
export function openQuickReplies(messages: readonly MessageView[]): readonly QuickReply[] {
  const last = messages.at(-1);
  return last === undefined || last.from === 'citizen' ? [] : (last.quickReplies ?? []);
}

const side = (message: MessageView): string => (message.from === 'citizen' ? 'citizen' : 'page');

export const showTime = (at: number, zone?: string): string =>
  new Intl.DateTimeFormat('vi-VN', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(at);

export function showMoment(at: number, now: number, zone?: string): string {
  const day = (time: number): string =>
    new Intl.DateTimeFormat('vi-VN', {
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
      timeZone: zone,
    }).format(time);
  const time = showTime(at, zone);
  if (day(at) === day(now)) return `Hôm nay ${time}`;
  if (day(at) === day(now - 24 * 3_600_000)) return `Hôm qua ${time}`;
  return `${day(at)} ${time}`;
}

/** The line under a name in the list. */
export function preview(message: MessageView | undefined): string {
  if (message === undefined) return 'Chưa có tin nhắn';
  const content = message.text ?? templateText(message) ?? attachmentText(message);
  return message.from === 'citizen' ? `Bạn: ${content}` : content;
}

function templateText({ template }: MessageView): string | undefined {
  if (template === undefined) return undefined;
  return template.type === 'button' ? template.text : template.elements[0]?.title;
}

function attachmentText({ attachments = [] }: MessageView): string {
  const words = {
    image: 'Ảnh',
    video: 'Video',
    audio: 'Ghi âm',
    file: 'Tệp',
    sticker: 'Nhãn dán',
    location: 'Vị trí',
  };
  const [first] = attachments;
  if (first === undefined) return '';
  return attachments.length > 1 ? `${attachments.length} tệp đính kèm` : words[first.type];
}

export function showSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} MB`;
}
