import { mongo } from 'mongoose';
import { isDuplicate } from './failure';
import type { Row } from './row';

/** @returns the places of those whose id or unique value is taken */
export type Insert = (fresh: readonly Row[]) => Promise<readonly number[]>;

type Waiting = {
  readonly fresh: readonly Row[];
  readonly resolve: (taken: readonly number[]) => void;
  readonly reject: (error: unknown) => void;
};

/** Two, so that one may travel while the server writes the other. */
const MOST_UNDER_WAY = 2;
const MOST_ROWS = 500;

/**
 * Inserts that come while others are under way wait for these and then go together: a durable write costs the server
 * about the same for one row as for many. A single caller loses nothing. What is wrong with one caller's rows is his
 * alone.
 */
export function groupInserts(rows: mongo.Collection<Row>): Insert {
  const waiting: Waiting[] = [];
  let underWay = 0;
  let isStarting = false;

  async function go(batch: readonly Waiting[]): Promise<void> {
    const errors = await insert(
      rows,
      batch.flatMap(({ fresh }) => fresh),
    );
    let first = 0;
    for (const { fresh, resolve, reject } of batch) {
      const own = errors.filter(({ at }) => at >= first && at < first + fresh.length);
      const other = own.find(({ error }) => !isDuplicate(error));
      if (other) reject(other.error);
      else resolve(own.map(({ at }) => at - first));
      first += fresh.length;
    }
  }

  function start(): void {
    while (underWay < MOST_UNDER_WAY && waiting.length > 0) {
      const batch = takeBatch(waiting);
      underWay += 1;
      void go(batch)
        .catch((error: unknown) => batch.forEach(({ reject }) => reject(error)))
        .finally(() => {
          underWay -= 1;
          start();
        });
    }
  }

  return (fresh) =>
    new Promise((resolve, reject) => {
      waiting.push({ fresh, resolve, reject });
      if (isStarting) return;
      isStarting = true;
      // Whoever comes within the same turn of the event loop goes along.
      setImmediate(() => {
        isStarting = false;
        start();
      });
    });
}

/** The first of all, and as many more as fit. */
function takeBatch(waiting: Waiting[]): Waiting[] {
  let count = 0;
  const fit = waiting.findIndex(({ fresh }, at) => (count += fresh.length) > MOST_ROWS && at > 0);
  return waiting.splice(0, fit < 0 ? waiting.length : fit);
}

type RowError = { readonly at: number; readonly error: mongo.WriteError };

async function insert(rows: mongo.Collection<Row>, fresh: readonly Row[]): Promise<RowError[]> {
  try {
    await rows.insertMany(fresh, { ordered: false });
    return [];
  } catch (error) {
    if (!(error instanceof mongo.MongoBulkWriteError)) throw error;
    const errors = [error.writeErrors].flat();
    // The driver reports a broken connection the same way, with no word on the documents that it never sent. And what
    // was found to be there already has to be durable, too, before anybody is told so.
    const isSettled = error.insertedCount + errors.length === fresh.length;
    if (!isSettled || error.result.getWriteConcernError()) throw error;
    return errors.map((one) => ({ at: one.index, error: one }));
  }
}
