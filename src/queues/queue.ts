/** What can be woken. The id is a conversation, a case, a timer, or a file. */
export const topics = ['turns', 'deliveries', 'cases', 'timers', 'media'] as const;
export type Topic = (typeof topics)[number];

/**
 * Wake-ups, not work: a wake-up carries an id and may be lost at any moment, because the sweeper finds stored work
 * that nobody woke for. The same id is never handled twice at once in one process; a wake-up that comes while its id
 * is being handled leads to one more run.
 */
export interface Queue {
  wake(topic: Topic, id: string, delayMs?: number): Promise<void>;
  /** A handler that throws is logged by the queue and not run again until the next wake-up. */
  work(topic: Topic, handler: (id: string) => Promise<void>, concurrency: number): void;
  /** How many wake-ups wait in this process, by topic. */
  waiting(): ReadonlyMap<Topic, number>;
  /** Resolves when wake-ups reach their worker; rejects when they do not at the moment. */
  check(): Promise<void>;
  /** Stops taking wake-ups and waits for the running handlers. */
  close(): Promise<void>;
}
