import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mongo } from 'mongoose';
import { findMongod, startMongo, type RealServer } from '../services/real-servers.cjs';

jest.setTimeout(90_000);

const root = join(__dirname, '../..');
const rootPassword = 'mat-khau-cua-root-1';

let folder: string;
let server: RealServer | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tiep-nhan-prepare-'));
  // As in the image: the script beside node_modules.
  copyFileSync(join(root, '.compose/prepare-mongo.mjs'), join(folder, 'prepare-mongo.mjs'));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  if (findMongod()) server = await mongoAsInCompose();
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true });
});

/** As the image's own start does it: the first time open and alone, to make root; then closed and for a replica set. */
async function mongoAsInCompose(): Promise<RealServer> {
  const open = await startMongo({ folder, replica: false });
  const client = new mongo.MongoClient(open.url);
  await client.db('admin').command({ createUser: 'root', pwd: rootPassword, roles: ['root'] });
  await client.close();
  await open.stop();
  const keyFile = write('mongo_keyfile', randomBytes(300).toString('base64'));
  return startMongo({ folder, replica: false, args: ['--replSet', 'rs0', '--keyFile', keyFile] });
}

function write(name: string, content: string): string {
  writeFileSync(join(folder, name), `${content}\n`, { mode: 0o400 });
  return join(folder, name);
}

const addressFor = (password: string): string =>
  `mongodb://tiepnhan:${password}@127.0.0.1:${server?.port}/tiepnhan?replicaSet=rs0`;

function prepare(address: string, password = rootPassword) {
  const name = randomBytes(4).toString('hex');
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'prepare-mongo.mjs')], {
    env: {
      MONGODB_URL_FILE: write(`${name}-url`, address),
      MONGO_ROOT_PASSWORD_FILE: write(`${name}-root`, password),
    },
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, said: stdout + stderr };
}

async function as<T>(address: string, work: (client: mongo.MongoClient) => Promise<T>): Promise<T> {
  const client = new mongo.MongoClient(address, { serverSelectionTimeoutMS: 10_000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

(findMongod() ? describe : describe.skip)('the preparation of MongoDB', () => {
  const first = 'mat-khau-thu-nhat';
  const second = 'mat-khau-thu-hai';

  test('makes the replica set and an account that has its own database and no other', async () => {
    expect(prepare(addressFor(first))).toEqual({
      status: 0,
      said: 'MongoDB is ready: replica set rs0, database tiepnhan.\n',
    });
    await as(addressFor(first), async (client) => {
      await client
        .db()
        .collection('notes')
        .insertOne({ kept: true }, { writeConcern: { w: 'majority', j: true } });
      await expect(client.db('other').collection('notes').insertOne({})).rejects.toThrow('not authorized');
      await expect(client.db('admin').command({ usersInfo: 1 })).rejects.toThrow('not authorized');
    });
  });

  test('may be repeated; a new password in the address becomes the only one', async () => {
    expect(prepare(addressFor(first)).status).toBe(0);
    expect(prepare(addressFor(second)).status).toBe(0);
    const notes = (client: mongo.MongoClient) => client.db().collection('notes').countDocuments();
    await expect(as(addressFor(first), notes)).rejects.toThrow('Authentication failed');
    await expect(as(addressFor(second), notes)).resolves.toBe(1);
  });

  test('says what went wrong without a password', () => {
    expect(prepare(addressFor(second), 'sai-mat-khau')).toEqual({
      status: 1,
      said: 'MongoDB could not be prepared (AuthenticationFailed).\n',
    });
  });
});
