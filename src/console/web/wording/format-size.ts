/** A file's size as Vietnamese readers write it: a comma before the decimals. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1024 * 1024 ? [bytes / 1024, 'KB'] : [bytes / 1024 / 1024, 'MB'];
  return `${value
    .toFixed(value < 10 ? 1 : 0)
    .replace('.', ',')
    .replace(/,0$/, '')} ${unit}`;
}
