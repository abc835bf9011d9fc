import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Sql } from './statements';
import { writeFailure } from './write-failure';

type Write = {
  readonly run: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
};

/** Runs reads and writes on one connection; writes that are asked for in one turn of the event loop share a commit. */
export type GroupCommit = {
  /** Resolves when the write is on the disk. A write that throws is undone alone; the others are kept. */
  readonly write: <T>(run: () => T) => Promise<T>;
  /** Runs at once, or right after the writes that were asked for before it, so that a caller sees its own. */
  readonly read: <T>(run: () => T) => Promise<T>;
  /** Commits what waits, now. */
  readonly flush: () => void;
};

/**
 * A commit costs one fsync, however much it holds: with many callers at once, sharing it multiplies what the disk can
 * take, and a single caller loses nothing.
 */
export function groupCommit(database: DatabaseSyncInstance, sql: Sql): GroupCommit {
  let writes: Write[] = [];
  let reads: (() => void)[] = [];

  function flush() {
    const batch = writes;
    const readers = reads;
    writes = [];
    reads = [];
    if (batch.length > 0) commit(batch);
    for (const read of readers) read();
  }

  function commit(batch: readonly Write[]) {
    const settle: (() => void)[] = [];
    try {
      if (database.isTransaction) sql('ROLLBACK').run();
      sql('BEGIN IMMEDIATE').run();
      for (const write of batch) settle.push(attempt(write));
      sql('COMMIT').run();
    } catch (error) {
      rollBack();
      for (const write of batch) write.reject(writeFailure(error));
      return;
    }
    for (const tell of settle) tell();
  }

  function attempt(write: Write): () => void {
    sql('SAVEPOINT one').run();
    try {
      const value = write.run();
      sql('RELEASE one').run();
      return () => write.resolve(value);
    } catch (error) {
      // After a full disk or the like, SQLite itself has undone the whole transaction.
      if (!database.isTransaction) throw error;
      sql('ROLLBACK TO one').run();
      sql('RELEASE one').run();
      return () => write.reject(writeFailure(error));
    }
  }

  function rollBack() {
    try {
      if (database.isTransaction) sql('ROLLBACK').run();
    } catch {
      // Tried again before the next batch begins.
    }
  }

  return {
    write: <T>(run: () => T) =>
      new Promise<T>((resolve, reject) => {
        if (writes.length === 0) setImmediate(flush);
        writes.push({ run, resolve: resolve as (value: unknown) => void, reject });
      }),
    read: async <T>(run: () => T) => {
      if (writes.length === 0) return run();
      return new Promise<T>((resolve, reject) => {
        reads.push(() => {
          try {
            resolve(run());
          } catch (error) {
            reject(error instanceof Error ? error : new Error('read failed', { cause: error }));
          }
        });
      });
    },
    flush,
  };
}
