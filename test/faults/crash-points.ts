import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '../../src');

/** Every point of the program at which a test may have it die, as the sources name them. */
export function crashPoints(): string[] {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return sources.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/crashPoint\('([^']+)'\)/g)].map(
      ([, name]) => name ?? '',
    ),
  );
}
