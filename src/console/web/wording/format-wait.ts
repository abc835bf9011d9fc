/** A wait in words, rounded up so that nobody tries too early. */
export function formatWait(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return `${whole} giây`;
  if (whole < 3600) {
    const rest = whole % 60;
    return rest === 0 ? `${whole / 60} phút` : `${Math.floor(whole / 60)} phút ${rest} giây`;
  }
  const minutes = Math.ceil(whole / 60);
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} giờ` : `${Math.floor(minutes / 60)} giờ ${rest} phút`;
}
