/**
 * The store cannot be opened, and only a person can mend it. The message is one plain sentence that says what to do;
 * `main` prints it and exits with 1.
 */
export class StoreRefused extends Error {
  override readonly name: string = 'StoreRefused';
}

/** The same of a database that is not there: it may come back without anybody mending anything. */
export class StoreUnreachable extends StoreRefused {
  override readonly name = 'StoreUnreachable';
}
