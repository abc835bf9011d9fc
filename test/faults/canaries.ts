import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Redis from 'ioredis';
import { mongo } from 'mongoose';
import type { Arguments, Profile } from './arguments';
import { searchFolder, type Found, type Search } from './planted';
import type { Line } from './report';
import { databaseOf, queueOf, type Servers } from './servers';

/** Written by the search itself, where it must be found again. */
const control = 'Đối chứng: câu này phải tìm thấy';

/** The last row: nothing that was planted in any run stands readable anywhere, and the search is one that finds. */
export async function searchCanaries(run: {
  readonly given: Arguments;
  readonly searches: readonly { readonly search: Search; readonly profile: Profile }[];
  readonly shared: Promise<Servers> | undefined;
  readonly secrets: readonly string[];
}): Promise<Line[]> {
  const lines: Line[] = [];
  for (const profile of run.given.profiles) {
    const started = Date.now();
    const own = run.searches.filter((one) => one.profile === profile).map(({ search }) => search);
    const shared = profile === 'service' ? await run.shared?.catch(() => undefined) : undefined;
    const servers = shared ? [await searchServers(shared, [...run.secrets, control])] : [];
    const all = [...own, ...servers];
    if (own.length === 0) continue;
    const found = all.flatMap((search) => search.found).filter(({ secret }) => secret !== control);
    const controls = [
      ...(await controlFile()),
      ...(servers[0]?.found ?? []).filter(({ secret }) => secret === control),
    ];
    const places = ['control.txt', ...(shared ? ['mongo', 'redis'] : [])];
    const blind = places.filter((place) => !controls.some(({ file }) => file.startsWith(place)));
    const files = sum(all.map((search) => search.files));
    const megabytes = Math.round(sum(all.map((search) => search.bytes)) / 1_048_576);
    lines.push({
      row: 'I6',
      title: 'planted words, names, phones, PSIDs',
      profile,
      ms: Date.now() - started,
      verdict: {
        done: `${run.secrets.length} secrets looked for in ${files} files, ${megabytes} MB; a planted control was found in ${places.length - blind.length} of ${places.length} places`,
        broken: [
          ...perKind(found),
          ...blind.map((place) => `the search is blind: it does not find its own control in ${place}`),
        ],
      },
    });
  }
  return lines;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** One sentence a kind of file, or there would be hundreds. */
function perKind(found: readonly Found[]): string[] {
  const kinds = new Map<string, Found[]>();
  for (const one of found) {
    const kind = one.file.replace(/\d+/g, 'N').replace(/-N(-N)+/g, '-N');
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  return [...kinds].map(
    ([kind, all]) => `I6: ${kind} holds ${all.length} planted secrets, e.g. “${all[0]?.secret}”`,
  );
}

async function controlFile(): Promise<readonly Found[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-control-'));
  try {
    writeFileSync(join(folder, 'control.txt'), `${'x'.repeat(1_048_576 - 5)}${control} …`);
    return (await searchFolder(folder, [control])).found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Plants the control through the databases themselves, stops them in order, and reads their files. */
async function searchServers(servers: Servers, secrets: readonly string[]): Promise<Search> {
  const client = await mongo.MongoClient.connect(databaseOf(servers, 'control'));
  await client.db().collection('control').insertOne({ text: control });
  await client.close();
  const redis = new Redis(queueOf(servers, 0));
  await redis.set('control', control);
  await redis.quit();
  await servers.stop();
  return searchFolder(servers.folder, secrets);
}
