import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkAddress } from '../../src/connect/check-address';
import type { Finding } from '../../src/connect/finding';

/** Node has nothing to make a certificate with. @returns undefined where openssl is not there */
function certificate(days: number): { key: string; cert: string } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-cert-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  try {
    const wish = ['req', '-x509', ...kind, '-days', String(days), ...names, '-keyout', key, '-out', cert];
    execFileSync('openssl', wish, { stdio: 'ignore', timeout: 20_000 });
    return { key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const long = certificate(60);
const short = certificate(5);
const withOpenssl = long && short ? describe : describe.skip;

withOpenssl('the certificate of the public address', () => {
  let server: Server | undefined;
  afterEach(async () => {
    const closed = new Promise((done) => server?.close(done));
    server?.closeAllConnections();
    await closed;
  });

  async function look(made: typeof long, host: string, trusted: boolean): Promise<Finding[]> {
    const { key = '', cert = '' } = made ?? {};
    server = createServer({ key, cert }, (_request, response) => response.end('ok'));
    await new Promise<void>((listening) => server?.listen(0, listening));
    const publicUrl = `https://${host}:${(server.address() as AddressInfo).port}`;
    const findings: Finding[] = [];
    const deps = { publicUrl, isTrial: false, now: Date.now, ...(trusted && { ca: cert }) };
    for await (const finding of checkAddress(deps)) findings.push(finding);
    return findings;
  }

  test('is fine', async () => {
    const findings = await look(long, 'localhost', true);
    expect(findings.map(({ state }) => state)).toEqual(['fine']);
    expect(findings[0]?.said.en).toMatch(/valid for (59|60) more days/);
  });
  test('signs itself', async () => {
    const [finding, ...more] = await look(long, 'localhost', false);
    expect(finding).toMatchObject({ state: 'wrong' });
    expect(finding?.said.en).toContain('SELF_SIGNED_CERT');
    expect(more).toEqual([]);
  });
  test('is made for another name', async () => {
    const [finding] = await look(long, '127.0.0.1', true);
    expect(finding?.said.en).toContain('ALTNAME');
  });
  test('ends soon', async () => {
    expect((await look(short, 'localhost', true))[0]).toMatchObject({ state: 'by-hand' });
  });
});
