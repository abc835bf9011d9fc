import type { DatabaseSyncInstance, StatementSyncInstance } from '@photostructure/sqlite';

/** Gives the prepared statement for a piece of SQL. */
export type Sql = (text: string) => StatementSyncInstance;

/** Keeps the statements that were used last. SQL is built from declared names only, so there are few of them. */
export function statements(database: DatabaseSyncInstance, most = 300): Sql {
  const kept = new Map<string, StatementSyncInstance>();
  return (text) => {
    const statement = kept.get(text) ?? database.prepare(text);
    kept.delete(text);
    kept.set(text, statement);
    const oldest = kept.keys().next();
    if (kept.size > most && !oldest.done) kept.delete(oldest.value);
    return statement;
  };
}
