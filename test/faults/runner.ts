import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { gate } from './gate';
import { readArguments, type Arguments, type Profile } from './arguments';
import { searchCanaries } from './canaries';
import type { Search } from './planted';
import { lineOf, tableOf, type Line } from './report';
import { rows } from './rows';
import type { Row, Verdict } from './rows/row';
import { seededRandom } from './seeded-random';
import { startServers, type Servers } from './servers';
import { hurried, type Lent } from './stage';

/** Most of the time a process waits for an echo, a lease, or the next fault. */
const PROCESSES_A_CORE = 6;
const BESIDE_EACH_OTHER = { short: 6, long: 2 };
/** Of one row. */
const SHORT_MS = 600_000;
const LONG_MS = 7_200_000;

type Job = { readonly row: Row; readonly profile: Profile };

/** Runs the rows that were asked for, prints what came of each, and ends with 1 where one failed. */
export async function main(argv: readonly string[]): Promise<void> {
  let given: Arguments;
  try {
    given = readArguments(argv, Date.now());
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(2);
  }
  if (given.list) {
    for (const { id, title, profiles } of rows)
      process.stdout.write(`${id.padStart(3)}  ${title} (${profiles.join(', ')})\n`);
    return;
  }
  const unknown = given.only?.filter((id) => !rows.some((row) => row.id === id)) ?? [];
  if (unknown.length > 0) {
    process.stderr.write(`There is no row ${unknown.join(', ')}. See: npm run faults -- --list\n`);
    process.exit(2);
  }
  // A signal ends the run by `exit`, on which everything that it started is ended too.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  process.stdout.write(`Seed: ${given.seed} (npm run faults -- --seed ${given.seed})\n`);
  const lines = await runAll(given);
  process.stdout.write(tableOf(lines));
  process.exit(lines.every(({ verdict }) => verdict.broken.length === 0) ? 0 : 1);
}

async function runAll(given: Arguments): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-faults-servers-'));
  let shared: Promise<Servers> | undefined;
  const sharedServers = (): Promise<Servers> => (shared ??= startServers(folder));
  const searches: { search: Search; profile: Profile }[] = [];
  const secrets = new Set<string>();
  const lines: Line[] = [];

  const admit = gate(PROCESSES_A_CORE * availableParallelism());

  const runJob = async ({ row, profile }: Job): Promise<void> => {
    const started = Date.now();
    const lent: Lent = {
      profile,
      admit,
      sharedServers,
      ownServers: startServers,
      long: given.long,
      limit: (ms) => (given.long ? ms : hurried(ms)),
      kills: given.kills,
      progress: (sentence) =>
        process.stdout.write(
          `       ${row.id.padStart(3)} ${profile.padEnd(8)} ${secondsSince(started)} s  ${sentence}\n`,
        ),
      // Each row has numbers of its own, so that `--only` repeats them.
      random: seededRandom(given.seed + Number(row.id) * 1_000 + profile.length),
      searched(search, planted) {
        searches.push({ search, profile });
        planted.forEach((secret) => secrets.add(secret));
      },
    };
    const verdict = await verdictOf(row, lent, given.long ? LONG_MS : SHORT_MS);
    const line = { row: row.id, title: row.title, profile, verdict, ms: Date.now() - started };
    lines.push(line);
    process.stdout.write(lineOf(line));
  };

  try {
    const wanted = rows.filter(({ id }) => given.only?.includes(id) ?? true);
    const jobs = given.profiles.flatMap((profile) =>
      wanted.filter(({ profiles }) => profiles.includes(profile)).map((row) => ({ row, profile })),
    );
    const together = jobs.filter(({ row }) => !row.alone);
    await inLanes(given.long ? BESIDE_EACH_OTHER.long : BESIDE_EACH_OTHER.short, together, runJob);
    for (const job of jobs.filter(({ row }) => row.alone)) await runJob(job);
    lines.push(...(await searchCanaries({ given, searches, shared, secrets: [...secrets] })));
    return lines.sort(byProfileAndRow);
  } finally {
    await shared?.then((servers) => servers.stop()).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function verdictOf(row: Row, lent: Lent, limitMs: number): Promise<Verdict> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Verdict>((resolve) => {
    const sentence = `it took longer than ${limitMs / 1_000} s`;
    timer = setTimeout(() => resolve({ done: 'cut off', broken: [sentence] }), limitMs);
  });
  try {
    return await Promise.race([row.run(lent), late]);
  } catch (error) {
    return {
      done: 'broken off',
      broken: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    };
  } finally {
    clearTimeout(timer);
  }
}

async function inLanes(lanes: number, jobs: readonly Job[], run: (job: Job) => Promise<void>): Promise<void> {
  const waiting = [...jobs];
  const lane = async (): Promise<void> => {
    for (let job = waiting.shift(); job; job = waiting.shift()) await run(job);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

const secondsSince = (started: number): string => ((Date.now() - started) / 1_000).toFixed(1).padStart(6);

const byProfileAndRow = (a: Line, b: Line): number =>
  a.profile.localeCompare(b.profile) || (Number(a.row) || Infinity) - (Number(b.row) || Infinity);
