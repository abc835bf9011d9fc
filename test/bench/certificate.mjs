import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { tempFolder } from './folders.mjs';
import { NotHere } from './services.mjs';

let made;

/** A certificate for this machine that signs itself; Node has nothing to make one with. @throws NotHere */
export function certificate() {
  made ??= make();
  return made;
}

async function make() {
  const folder = tempFolder();
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const wish = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-days',
    '2',
  ];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  try {
    await promisify(execFile)('openssl', [...wish, ...names, '-keyout', key, '-out', cert], {
      timeout: 20_000,
    });
  } catch (error) {
    throw new NotHere(
      `no certificate for https: openssl ${error.code === 'ENOENT' ? 'is missing' : 'failed'}`,
    );
  }
  return { file: cert, key: readFileSync(key, 'utf8'), cert: readFileSync(cert, 'utf8') };
}
