import { Mongoose, mongo } from 'mongoose';
import { StoreRefused } from '../store-refused';
import { refusal } from './refusal';

/** Where the database is, in words that hold no password. */
export type Address = { readonly url: string; readonly hosts: string; readonly database: string };

/** @throws StoreRefused when the address cannot be understood or names no database */
export function addressOf(url: string): Address {
  const { hosts, srvHost, dbName } = parse(url);
  // The driver would take "test" where none is named.
  if (!/^mongodb(\+srv)?:\/\/[^/]+\/[^?]/.test(url))
    throw new StoreRefused(
      'MONGODB_URL does not name the database: write it behind the host, as in mongodb://host:27017/tiepnhan.',
    );
  return { url, hosts: srvHost ?? hosts.map(String).join(', '), database: dbName };
}

function parse(url: string): mongo.MongoOptions {
  try {
    return new mongo.MongoClient(url).options;
  } catch {
    // What is wrong with it may be the password: nothing of it is repeated.
    throw new StoreRefused(
      'MONGODB_URL cannot be understood: write it as in mongodb://user:password@host:27017/tiepnhan, with special characters of the password percent-encoded.',
    );
  }
}

/** An open connection; `database` writes durably. */
export type Connected = {
  readonly database: mongo.Db;
  /** The same, reading only what no failover takes back. */
  readonly committed: mongo.Db;
  readonly client: mongo.MongoClient;
  readonly close: () => Promise<void>;
};

/** How long to wait for what. */
export type Patience = Pick<
  mongo.MongoClientOptions,
  | 'serverSelectionTimeoutMS'
  | 'connectTimeoutMS'
  | 'socketTimeoutMS'
  | 'waitQueueTimeoutMS'
  | 'heartbeatFrequencyMS'
  | 'maxPoolSize'
>;

/** For the work of the day: a server that is gone or hangs is noticed within seconds, and so is its return. */
export const brisk: Patience = {
  serverSelectionTimeoutMS: 1_000,
  connectTimeoutMS: 2_000,
  socketTimeoutMS: 5_000,
  waitQueueTimeoutMS: 2_000,
  heartbeatFrequencyMS: 1_000,
  maxPoolSize: 50,
};

/** For opening: indexes over many documents take their time. */
const patient: Patience = {
  ...brisk,
  serverSelectionTimeoutMS: 3_000,
  socketTimeoutMS: 600_000,
  // Behind the indexes that are being built on the few connections.
  waitQueueTimeoutMS: 600_000,
  maxPoolSize: 4,
};

// Of its own, so that nothing else in the process changes how this one behaves.
const mongoose = new Mongoose({ strictQuery: true, sanitizeFilter: true, bufferCommands: false });

const durable: mongo.DbOptions = {
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: 4_000 },
  // Not majority: that would hide for a while what was written without waiting for the disk (see `passing`). What a
  // failover takes back after it was read is done again under the same ids, and fenced by version and epoch.
  readConcern: new mongo.ReadConcern('local'),
  readPreference: 'primary',
};

export async function connect(address: Address, patience: Patience): Promise<Connected> {
  const connection = mongoose.createConnection(address.url, {
    ...patience,
    appName: 'tiep-nhan',
    // Else the address could ask for a secondary, and where there is none nothing would open.
    readPreference: 'primary',
    // A write that may not have arrived is done again by whoever wanted it, under the same id. The server would keep a
    // record of each write for a driver that tries it again, which is a second write.
    retryWrites: false,
    autoIndex: false,
    autoCreate: false,
  });
  try {
    await connection.asPromise();
  } catch (error) {
    await connection.close(true);
    throw error;
  }
  const client = connection.getClient();
  // Set here, because what the address says of these would be preferred above.
  return {
    client,
    database: client.db(address.database, durable),
    committed: client.db(address.database, { ...durable, readConcern: new mongo.ReadConcern('majority') }),
    close: () => connection.close(),
  };
}

/** Does what may take long, and what only a person can mend when it fails. @throws StoreRefused */
export async function opening<T>(address: Address, work: (connected: Connected) => Promise<T>): Promise<T> {
  let connected: Connected | undefined;
  try {
    connected = await connect(address, patient);
    return await work(connected);
  } catch (error) {
    throw refusal(error, address);
  } finally {
    await connected?.close();
  }
}
