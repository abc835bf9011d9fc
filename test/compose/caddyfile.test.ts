import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCompose } from './compose-file';

const root = join(__dirname, '../..');
const caddyfile = readFileSync(join(root, '.compose/Caddyfile'), 'utf8');
const { services } = readCompose(readFileSync(join(root, 'docker-compose.yml'), 'utf8'));

/** A block of the Caddyfile: what stands between the line `opening {` and the brace that ends it. */
function block(opening: string, text = caddyfile): string {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.trim() === `${opening} {`);
  if (start < 0) throw new Error(`no block ${opening}`);
  const indent = /^\t*/.exec(lines[start] ?? '')?.[0] ?? '';
  const end = lines.findIndex((line, at) => at > start && line === `${indent}}`);
  return lines.slice(start + 1, end).join('\n');
}

/** Caddy sorts `handle` before `respond`: a refusal that is no `handle` itself would never be reached. */
function refused(text: string): string[] {
  if (block('handle @private', text).trim() !== 'respond 404') return [];
  return /@private path (.+)/.exec(text)?.[1]?.split(' ') ?? [];
}

test('what is for the machines beside it is refused, with all that is below it', () => {
  const paths = ['/healthz', '/readyz', '/metrics'].flatMap((path) => [path, `${path}/*`]);
  expect(refused(caddyfile)).toEqual(paths);
  expect(refused(caddyfile.replace('respond 404', 'respond 404 @x'))).toEqual([]);
});

test('it knows each web process, where it listens', () => {
  const upstreams = Object.entries(services)
    .filter(([, { environment }]) => environment.ROLE === 'web')
    .map(([name, { environment }]) => `${name}:${environment.PORT}`);
  expect(upstreams).toHaveLength(2);
  expect(/\{\$WEB_UPSTREAMS:(.+)\}/.exec(block('(web)'))?.[1]?.split(' ')).toEqual(upstreams);
});

test('a webhook that met a process going down is sent again, whole, to the other', () => {
  const size = (name: string): number =>
    Number(new RegExp(`${name} (\\d+)MiB`).exec(block('handle @webhook'))?.[1]);
  expect(size('request_buffers')).toBeGreaterThan(size('max_size'));
  expect(block('lb_retry_match')).toContain('POST');
  expect(block('(web)')).toMatch(/lb_try_duration [1-9]\d*s/);
  expect(block('(web)')).toContain('health_uri /healthz');
});

test('its own health check asks what it answers', () => {
  const asked = services.proxy?.healthcheck?.test?.at(-1) ?? '';
  const { origin, pathname } = new URL(asked);
  expect(block(origin)).toContain(`respond ${pathname} ok`);
});

test('every variable in it is set for it or has a value', () => {
  const names = [...caddyfile.matchAll(/\{\$([A-Z_]+)\}/g)].map(([, name]) => name ?? '');
  expect(names).toEqual(['PUBLIC_URL']);
  expect(names.filter((name) => !(name in (services.proxy?.environment ?? {})))).toEqual([]);
});
