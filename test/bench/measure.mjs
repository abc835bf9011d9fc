import { readFileSync } from 'node:fs';

/** Milliseconds on a clock that all processes of this machine share. */
export const monotonic = () => Number(process.hrtime.bigint()) / 1e6;

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const rounded = (value, digits = 1) =>
  value === undefined ? undefined : Number(value.toFixed(digits));

/** p50, p99, p99.9 and max, rounded; all undefined where nothing was measured. */
export function spread(values, digits = 1) {
  const sorted = Float64Array.from(values).sort();
  const at = (share) =>
    rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))], digits);
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), p999: at(0.999), max: at(1) };
}

/** utime + stime of a process with all its threads; 0 when it is gone. Linux counts in hundredths of a second. */
export function cpuMs(pid) {
  const stat = ofProcess(pid, 'stat');
  // The name, in brackets, may itself hold blanks.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return stat === '' ? 0 : (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Resident now, and the most that it ever was, in MB. */
export function residentMb(pid) {
  const status = ofProcess(pid, 'status');
  const of = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { now: of('VmRSS'), peak: of('VmHWM') };
}

function ofProcess(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return '';
    throw error;
  }
}

/** Numbers from 0 to 1 that look random and are the same on every run (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
