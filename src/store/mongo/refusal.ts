import { mongo, MongooseError } from 'mongoose';
import { StoreRefused, StoreUnreachable } from '../store-refused';
import { codeName, isDuplicate } from './failure';

export type Place = { readonly hosts: string; readonly database: string };

/** Turns what went wrong while opening the database into a sentence that says what to do, without any secret. */
export function refusal(error: unknown, place: Place): unknown {
  if (error instanceof StoreRefused) return error;
  const sentence = sentenceFor(error);
  // No cause: MongoDB's messages repeat values, and a driver's may repeat the address.
  return sentence === undefined ? error : refusedWith(sentence, place);
}

export function refusedWith(sentence: string, { hosts, database }: Place): StoreRefused {
  const Refusal = passing.has(sentence) ? StoreUnreachable : StoreRefused;
  return new Refusal(sentence.replace('HOSTS', () => hosts).replace('NAME', () => database));
}

function sentenceFor(error: unknown): string | undefined {
  if (isSelection(error)) return selectionSentence(error.reason);
  if (error instanceof mongo.MongoCompatibilityError) return tooOld;
  if (error instanceof mongo.MongoNetworkError) return gone;
  if (!(error instanceof mongo.MongoError)) return isLookUp(error) ? unknownHost : undefined;
  if (isDuplicate(error))
    return 'The database "NAME" holds documents that this version wants to be unique but are not: start the version that wrote them, and tell its makers.';
  const name = codeName(error);
  return (
    sentences[name] ??
    `MongoDB at HOSTS does not let the database "NAME" be opened (${name}): look at its log.`
  );
}

export const tooOld =
  'MongoDB at HOSTS is too old: install MongoDB 6.0 or newer, with its data upgraded as its manual says.';

const unknownHost = 'MongoDB at HOSTS cannot be found: correct the host in MONGODB_URL.';

const gone = 'MongoDB does not answer at HOSTS: start it, or correct MONGODB_URL.';

export const notPrimary =
  'MongoDB at HOSTS is not the primary of its replica set, so nothing can be written there: name all members in MONGODB_URL, with replicaSet, and start the set (rs.initiate() once, if it is new).';

/** What may be over in a while: a server that is being started, a set that elects, a name server that is away. */
const passing: ReadonlySet<string> = new Set([gone, unknownHost, notPrimary]);

const sentences: Readonly<Record<string, string | undefined>> = {
  AuthenticationFailed:
    'MongoDB at HOSTS does not accept the user name and password in MONGODB_URL: correct them, and authSource if the user was made in another database.',
  Unauthorized:
    'The user in MONGODB_URL has too few rights in the database "NAME" at HOSTS: give it the role readWrite there.',
  NotWritablePrimary: notPrimary,
  NotPrimaryNoSecondaryOk: notPrimary,
  NotPrimaryOrSecondary: notPrimary,
  PrimarySteppedDown: notPrimary,
  InvalidNamespace:
    'MongoDB at HOSTS cannot have a database named "NAME": choose another name in MONGODB_URL.',
  OutOfDiskSpace: 'The disk of MongoDB at HOSTS is full: free some space, then start again.',
};

type Selection = { readonly reason: unknown };

/** mongoose makes an error of its own of the driver's. */
const isSelection = (error: unknown): error is Selection =>
  error instanceof mongo.MongoServerSelectionError ||
  (error instanceof MongooseError && error.name === 'MongooseServerSelectionError');

/** Why no server was fit: what each of them last said, if anything. */
function selectionSentence(reason: unknown): string {
  const servers = serversOf(reason);
  const errors = servers.flatMap(({ error }) => (error ? [error] : []));
  if (errors.some((error) => error instanceof mongo.MongoCompatibilityError)) return tooOld;
  const named = errors.flatMap((error) => sentences[codeName(error)] ?? []);
  if (named[0] !== undefined) return named[0];
  return servers.some(({ type }) => type !== 'Unknown') ? notPrimary : gone;
}

function serversOf(reason: unknown): readonly Partial<mongo.ServerDescription>[] {
  const servers: unknown = typeof reason === 'object' && reason && 'servers' in reason && reason.servers;
  return servers instanceof Map
    ? [...(servers as Map<string, Partial<mongo.ServerDescription>>).values()]
    : [];
}

/** The system's resolver does not know the name. */
const isLookUp = (error: unknown): boolean =>
  error instanceof Error && 'syscall' in error && /^(query|getaddrinfo)/.test(String(error.syscall));
