// Run once before the program, harmless to repeat: makes the one MongoDB node a replica set, and the program's account,
// which may read and write its own database and nothing else. A changed password in the address becomes the account's.
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';

const PATIENCE_MS = 120_000;
const LOOK_AGAIN_MS = 200;

const secret = (name) => readFileSync(process.env[name] ?? '', 'utf8').trim();

const { username, password, host, pathname, searchParams } = new URL(secret('MONGODB_URL_FILE'));
const database = pathname.slice(1);
const replicaSet = searchParams.get('replicaSet');

// On its own first start mongod comes and goes; the driver waits for it.
const client = new mongoose.mongo.MongoClient(`mongodb://${host}/?directConnection=true`, {
  auth: { username: 'root', password: secret('MONGO_ROOT_PASSWORD_FILE') },
  authSource: 'admin',
  serverSelectionTimeoutMS: PATIENCE_MS,
});
try {
  await initiate(client.db('admin'));
  await keepAccount(client.db(database));
  process.stdout.write(`MongoDB is ready: replica set ${replicaSet}, database ${database}.\n`);
} catch (error) {
  // A driver's message may carry what it was asked to do, passwords included.
  process.stderr.write(`MongoDB could not be prepared (${error.codeName ?? error.name}).\n`);
  process.exitCode = 1;
} finally {
  await client.close();
}

async function initiate(admin) {
  const config = { _id: replicaSet, members: [{ _id: 0, host }] };
  await ignoring('AlreadyInitialized', admin.command({ replSetInitiate: config }));
  for (const end = Date.now() + PATIENCE_MS; !(await admin.command({ hello: 1 })).isWritablePrimary;) {
    if (Date.now() > end) throw Object.assign(new Error(), { name: 'NoPrimaryInTime' });
    await pause(LOOK_AGAIN_MS);
  }
}

async function keepAccount(own) {
  const account = {
    pwd: decodeURIComponent(password),
    roles: [{ role: 'readWrite', db: database }],
  };
  const name = decodeURIComponent(username);
  const { users } = await own.command({ usersInfo: name });
  await own.command(users.length > 0 ? { updateUser: name, ...account } : { createUser: name, ...account });
}

async function ignoring(codeName, happening) {
  try {
    await happening;
  } catch (error) {
    if (error.codeName !== codeName) throw error;
  }
}
