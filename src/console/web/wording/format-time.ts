const zone = 'Asia/Ho_Chi_Minh';
const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function read(at: number): Record<string, string> {
  return Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
}

/** dd/MM/yyyy in Vietnam, wherever the browser stands. */
export function formatDate(at: number): string {
  const { day, month, year } = read(at);
  return `${day}/${month}/${year}`;
}

/** HH:mm in Vietnam. */
export function formatClock(at: number): string {
  const { hour, minute } = read(at);
  return `${hour}:${minute}`;
}

export function formatDateTime(at: number): string {
  return `${formatDate(at)} ${formatClock(at)}`;
}

/** How long ago, while that says more than the date; a clock that runs behind the server's reads "vừa xong". */
export function formatAgo(at: number, now: number): string {
  const passed = now - at;
  if (passed < minute) return 'vừa xong';
  if (passed < hour) return `${Math.floor(passed / minute)} phút trước`;
  if (passed < day) return `${Math.floor(passed / hour)} giờ trước`;
  if (passed < 7 * day) return `${Math.floor(passed / day)} ngày trước`;
  return formatDate(at);
}

/** The heading over a day's messages. */
export function formatDay(at: number, now: number): string {
  const date = formatDate(at);
  if (date === formatDate(now)) return 'Hôm nay';
  if (date === formatDate(now - day)) return 'Hôm qua';
  return date;
}
