import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { mongo } from 'mongoose';
import { unfit } from '../../src/store/mongo/check-server';
import { addressOf } from '../../src/store/mongo/connect';
import { failure } from '../../src/store/mongo/failure';
import { openMongo } from '../../src/store/mongo/open-mongo';
import { refusal } from '../../src/store/mongo/refusal';
import { StoreAway } from '../../src/store/store-away';
import { StoreRefused } from '../../src/store/store-refused';
import { startMongo, type RealServer } from '../services/real-servers.cjs';
import { besideStore } from '../support/fresh-database';
import { onOwnMongod } from '../support/services';

const place = { hosts: 'db:27017', database: 'tiepnhan' };
const serverError = (code: number, codeName: string) =>
  new mongo.MongoServerError({ code, codeName, errmsg: 'not for "Nguyễn"' });

describe('What MongoDB says at the start', () => {
  it.each([
    [serverError(18, 'AuthenticationFailed'), /does not accept the user name and password/],
    [serverError(13, 'Unauthorized'), /too few rights in the database "tiepnhan".*role readWrite/],
    [serverError(10_107, 'NotWritablePrimary'), /is not the primary/],
    [serverError(11_000, 'DuplicateKey'), /wants to be unique but are not/],
    [serverError(14_031, 'OutOfDiskSpace'), /disk of MongoDB at db:27017 is full/],
    [
      serverError(96, 'OperationFailed'),
      /does not let the database "tiepnhan" be opened \(OperationFailed\)/,
    ],
    [new mongo.MongoCompatibilityError('wire version 7'), /too old: install MongoDB 6.0 or newer/],
    [new mongo.MongoNetworkError('connect ECONNREFUSED'), /does not answer at db:27017/],
    [Object.assign(new Error('querySrv'), { syscall: 'querySrv', code: 'ENOTFOUND' }), /cannot be found/],
  ])('becomes a sentence that says what to do (%#)', (error, sentence) => {
    const refused = refusal(error, place) as StoreRefused;
    expect(refused).toBeInstanceOf(StoreRefused);
    expect(refused.message).toMatch(sentence);
    expect(refused.message).not.toMatch(/Nguyễn|HOSTS|NAME/);
    expect(refused.cause).toBeUndefined();
  });

  it('is passed on where it is a fault of this program', () => {
    const fault = new TypeError('x is not a function');
    expect(refusal(fault, place)).toBe(fault);
  });

  it.each([
    ['6.0.5', true, undefined],
    ['10.0.0', true, undefined],
    ['5.0.31', true, /too old/],
    ['', true, /too old/],
    ['7.0.1', false, /not the primary/],
  ])('is fit or not: version %j, primary %j', (version, isWritablePrimary, sentence) => {
    const said = unfit({ version, isWritablePrimary });
    if (sentence) expect(said).toMatch(sentence);
    else expect(said).toBeUndefined();
  });
});

describe('MONGODB_URL', () => {
  it.each([
    ['mongodb://lan:bimat@host', /does not name the database/],
    ['mongodb://lan:bimat@host/?replicaSet=rs0', /does not name the database/],
    ['mongodb://lan:bi@mat@host/x', /cannot be understood/],
    ['mongodb://lan:bi%mat@host/x', /cannot be understood/],
    ['http://lan:bimat@host/x', /cannot be understood/],
  ])('%s is refused without repeating any of it', (url, sentence) => {
    expect(() => addressOf(url)).toThrow(sentence);
    expect(() => addressOf(url)).not.toThrow(/lan:|bimat|bi@|bi%|mat@/);
  });

  it('is shown without its password', () => {
    const { hosts, database } = addressOf('mongodb://user:bi%40mat@one:1,two:2/tiepnhan?replicaSet=rs0');
    expect([hosts, database]).toEqual(['one:1, two:2', 'tiepnhan']);
  });
});

describe('What MongoDB says while the server runs', () => {
  it.each([
    [new mongo.MongoNetworkError('socket "Nguyễn"')],
    [new mongo.MongoNetworkTimeoutError('timed out')],
    [serverError(11_600, 'InterruptedAtShutdown')],
    [serverError(189, 'PrimarySteppedDown')],
    [serverError(50, 'MaxTimeMSExpired')],
    [Object.assign(new Error('This socket has been ended'), { code: 'EPIPE' })],
    // An error that Node itself made, whose class is not the one of this file.
    [runInNewContext(`Object.assign(new Error('This socket has been ended'), { code: 'EPIPE' })`)],
  ])('is that it is away (%#)', (error) => {
    expect(failure(error)).toBeInstanceOf(StoreAway);
  });

  it('tells whoever takes a backup how to give it more time', () => {
    expect((failure(serverError(239, 'SnapshotTooOld')) as Error).message).toMatch(
      /minSnapshotHistoryWindowInSeconds=3600/,
    );
  });

  it('is a plain no without any value of theirs', () => {
    const said = failure(serverError(121, 'DocumentValidationFailure')) as Error;
    expect(said).not.toBeInstanceOf(StoreAway);
    expect(said.message).toMatch(/DocumentValidationFailure/);
    expect(said.message).not.toMatch(/Nguyễn/);
    const own = new Error('A query needs a limit of 1 or more.');
    expect(failure(own)).toBe(own);
  });
});

onOwnMongod('A real mongod', () => {
  jest.setTimeout(60_000);
  let folder: string;
  let server: RealServer | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mongo-refusals-'));
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
    rmSync(folder, { recursive: true });
  });

  it('that is not there is refused within seconds', async () => {
    const error = await openMongo('mongodb://lan:bimat@127.0.0.1:1/tiepnhan').catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(StoreRefused);
    expect((error as Error).message).toMatch(/does not answer at 127\.0\.0\.1:\d+: start it/);
    expect((error as Error).message).not.toMatch(/bimat/);
  });

  it('refuses wrong passwords and users that may not write', async () => {
    server = await startMongo({ folder, replica: false, args: ['--auth'] });
    const admin = server.url.replace('/tiepnhan', '/admin');
    const as = (user: string, password: string) =>
      server?.url.replace('//', `//${user}:${password}@`).concat('?authSource=admin') ?? '';
    // While there is no user yet, this machine may make the first.
    await besideStore(admin, async ({ db }) => {
      await db?.command({ createUser: 'root', pwd: 'goc', roles: ['root'] });
    });
    await besideStore(as('root', 'goc').replace('/tiepnhan', '/admin'), async ({ db }) => {
      for (const role of ['read', 'readWrite'])
        await db?.command({ createUser: role, pwd: 'bimat', roles: [{ role, db: 'tiepnhan' }] });
    });
    await expect(openMongo(as('read', 'sai'))).rejects.toThrow(/does not accept the user name and password/);
    await expect(openMongo(as('read', 'bimat'))).rejects.toThrow(/too few rights/);
    await expect(openMongo(server.url)).rejects.toThrow(/too few rights/);
    const { documents } = await openMongo(as('readWrite', 'bimat'));
    await documents.open([{ name: 'notes', indexes: [['at']], unique: [['code']] }]);
    expect(await documents.insertIfAbsent('notes', [{ id: 'a' }])).toEqual([true]);
    await documents.close();
  });

  it('refuses a member that is not the primary', async () => {
    server = await startMongo({ folder, replica: false, args: ['--replSet', 'rs0'] });
    await expect(openMongo(`${server.url}?replicaSet=rs0`)).rejects.toThrow(/is not the primary/);
    await expect(openMongo(`${server.url}?directConnection=true`)).rejects.toThrow(/is not the primary/);
  });
});
