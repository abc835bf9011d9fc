/** On one line and at most so long, cut between graphemes, so that no letter loses its mark. */
export function shorten(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  let cut = '';
  for (const { segment } of new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(
    line.slice(0, 4 * most),
  )) {
    if (cut.length + segment.length > most - 1) break;
    cut += segment;
  }
  return `${cut.trimEnd()}…`;
}
