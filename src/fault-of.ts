/**
 * What a log may say of an unexpected error: its name and code and where it was thrown. Its message is left out,
 * because it may hold what a citizen wrote.
 */
export function faultOf(error: unknown): { error: string; at?: string } {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code } = error as NodeJS.ErrnoException;
  // A message of several lines may have some that look like places.
  const frames = (error.stack ?? '')
    .replace(error.message, '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  return {
    error: code === undefined ? error.name : `${error.name} ${code}`,
    at: frames
      .slice(0, 4)
      .map((line) => line.trim().replace(/^at /, ''))
      .join(' < '),
  };
}
