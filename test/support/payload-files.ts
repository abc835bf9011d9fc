import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const pageId = '100200300400500';
export const ownAppId = '263900000000001';

/** One webhook body in the shape that Messenger sends, with what has to become of it. */
export type PayloadFile = {
  readonly name: string;
  readonly about: string;
  readonly body: unknown;
  /** The events that must be stored, in order of arrival. */
  readonly stored: readonly {
    readonly kind: string;
    readonly state: string;
    /** Whether it belongs to a conversation. */
    readonly conversation: boolean;
  }[];
  /** What the first new event means to the engine; EVENT stands for the event's id. */
  readonly input?: Readonly<Record<string, unknown>>;
  readonly wanted?: readonly unknown[];
  /** When the first new event counts as having happened; `now` is when it came. */
  readonly at?: number | 'now';
};

const folder = join(__dirname, '../payloads');

export const payloadFiles: readonly PayloadFile[] = readdirSync(folder)
  .sort()
  .map((file) => ({
    name: file.replace(/\.json$/, ''),
    ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Omit<PayloadFile, 'name'>),
  }));

/** JSON as Meta writes it: everything outside ASCII is escaped, so the bytes differ from JSON.stringify's. */
export const asMetaWrites = (body: unknown): Buffer =>
  Buffer.from(
    JSON.stringify(body).replace(
      /[^\0-\x7f]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
