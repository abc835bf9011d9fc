import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkDockerfile } from './check-dockerfile';

const read = (name: string): string => readFileSync(join(__dirname, '../..', name), 'utf8');
const dockerfile = read('Dockerfile');
const dockerignore = read('.dockerignore');

test('nothing is wrong with the image', () => {
  expect(checkDockerfile(dockerfile, dockerignore)).toEqual([]);
});

test('all that is copied from beside it is let into the build', () => {
  const copied = dockerfile
    .split('\n')
    .flatMap((line) => /^COPY (?!--from=)(.+) \S+$/.exec(line)?.[1]?.split(' ') ?? []);
  const allowed = dockerignore.split('\n').flatMap((line) => /^!(.+)$/.exec(line)?.[1] ?? []);
  expect(copied.length).toBeGreaterThan(5);
  expect([...allowed].sort()).toEqual(copied.sort());
});

test('the image and npm start give the program the same memory', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: { start: string } };
  const [limit] = /--max-old-space-size=\d+/.exec(scripts.start) ?? [];
  expect(limit).toBeDefined();
  expect(dockerfile).toContain(`CMD ["node", "${limit}", "dist/src/cli.js"]`);
});

test.each<[string, (text: string) => string]>([
  ['base node:20-slim may change under us', (text) => text.replace(/node:\S+/, 'node:20-slim')],
  ['what builds is shipped too', (text) => text.slice(text.lastIndexOf('FROM '))],
  ['it runs as root', (text) => text.replace('USER node\n', '')],
  ['it runs as root', (text) => text.replace('USER node', 'USER 0:0')],
  ['a shell or npm stands', (text) => text.replace(/^CMD .*/m, 'CMD npm start')],
  ['it has no health check', (text) => text.replace(/^HEALTHCHECK [^\n]*\n[^\n]*\n/m, '')],
  ['sources are shipped', (text) => text.replace('USER node', 'COPY . .\nUSER node')],
  ['something gets in', (text) => text.replace('ENV NODE_ENV', 'ENV APP_SECRET=x NODE_ENV')],
])('found: %s', (finding, change) => {
  const broken = change(dockerfile);
  expect(broken).not.toBe(dockerfile);
  expect(checkDockerfile(broken, dockerignore)).toEqual([expect.stringContaining(finding)]);
});

test.each([
  ['all that lies about', 'node_modules\n'],
  ['secrets may get', '*\n!src\n!secrets\n'],
])('found in .dockerignore: %s', (finding, ignore) => {
  expect(checkDockerfile(dockerfile, ignore)).toEqual([expect.stringContaining(finding)]);
});
