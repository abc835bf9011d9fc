import { types } from 'node:util';
import { mongo } from 'mongoose';
import { StoreAway } from '../store-away';

/**
 * What a caller may know of a failed operation: that the database is away, or why it said no. MongoDB's own messages
 * repeat keys and values, so none of them is passed on, not even as a cause. Other errors stay as they are.
 */
export function failure(error: unknown): unknown {
  if (isAway(error)) return new StoreAway();
  if (!(error instanceof mongo.MongoError)) return error;
  const name = codeName(error);
  const reason = isDuplicate(error)
    ? 'another document already has the same value in a unique index'
    : (reasons[name] ?? `it answered ${name}`);
  return new Error(`MongoDB did not do what was asked of it: ${reason}.`);
}

export const isDuplicate = (error: { readonly code?: number | string }): boolean => error.code === 11_000;

/** The name of MongoDB's error code, such as Unauthorized; the class where the driver itself gave up. */
export function codeName(error: mongo.MongoError): string {
  const name: unknown = error instanceof mongo.MongoServerError ? error.codeName : undefined;
  return typeof name === 'string' ? name : error.code === undefined ? error.name : `code ${error.code}`;
}

/** No answer, no server to ask, or one that is stepping down or shutting down. */
function isAway(error: unknown): boolean {
  if (!(error instanceof mongo.MongoError)) return isBrokenConnection(error);
  return (
    isBrokenConnection(error) ||
    awayClasses.some((kind) => error instanceof kind) ||
    awayNames.has(error.name) ||
    awayCodes.has(Number(error.code)) ||
    error.hasErrorLabel('RetryableWriteError') ||
    (error instanceof mongo.MongoBulkWriteError && isUnanswered(error))
  );
}

/** Now and then the driver passes on what the socket said, as it is: an error that Node made. */
const isBrokenConnection = (error: unknown): boolean =>
  types.isNativeError(error) &&
  'code' in error &&
  /^(E[A-Z]+|EAI_AGAIN|ERR_(STREAM|SOCKET)_[A-Z_]+)$/.test(String(error.code));

/** The driver hides in it what broke the connection, or that not enough members took the write in time. */
const isUnanswered = (error: mongo.MongoBulkWriteError): boolean =>
  error.result.getWriteConcernError() !== undefined ||
  (error.code === undefined && [error.writeErrors].flat().length === 0);

const awayClasses = [
  mongo.MongoNetworkError,
  mongo.MongoServerSelectionError,
  mongo.MongoOperationTimeoutError,
  mongo.MongoServerClosedError,
  mongo.MongoTopologyClosedError,
  mongo.MongoNotConnectedError,
  mongo.MongoClientClosedError,
  mongo.MongoWriteConcernError,
];

/** The driver does not hand out these classes. */
const awayNames = new Set(['MongoWaitQueueTimeoutError', 'MongoPoolClearedError', 'MongoPoolClosedError']);

const awayCodes = new Set([
  50, // MaxTimeMSExpired
  64, // WriteConcernTimeout
  91, // ShutdownInProgress
  189, // PrimarySteppedDown
  262, // ExceededTimeLimit
  10_107, // NotWritablePrimary
  11_600, // InterruptedAtShutdown
  11_602, // InterruptedDueToReplStateChange
  13_435, // NotPrimaryNoSecondaryOk
  13_436, // NotPrimaryOrSecondary
]);

/** While a backup is taken. */
const forgotten =
  'it remembers a moment for too short a time to copy all that it holds; start mongod with --setParameter minSnapshotHistoryWindowInSeconds=3600, or more, and try again';

const reasons: Readonly<Record<string, string | undefined>> = {
  Unauthorized: "MongoDB's user may not do this; give it the role readWrite",
  OutOfDiskSpace: "MongoDB's disk is full; free some space there",
  SnapshotTooOld: forgotten,
  SnapshotUnavailable: forgotten,
  BSONObjectTooLarge: 'a document grew above 16 MB',
};
