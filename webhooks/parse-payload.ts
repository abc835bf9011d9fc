import { z } from 'zod';
import { keepAside, readMessagingItem, readStandbyItem, type Incoming } from '../src/messenger/events';
import { readChange } from '../src/messenger/read-change';

const items = z.array(z.unknown()).nullish();

/** One by one: an entry that is broken must not take the messages of the others with it. */
const payload = z.looseObject({ object: z.literal('page'), entry: z.array(z.unknown()) });

const entry = z
  .looseObject({
    id: z.union([z.string(), z.number()]).transform(String),
    messaging: items,
    standby: items,
    changes: items,
  })
  .refine(({ messaging, standby, changes }) => messaging || standby || changes);

/**
 * Splits a signed webhook body into events: every entry, and in each every messaging, standby and changes item.
 * What is not understood (other shapes, another page, no JSON at all) becomes an event that is kept and skipped:
 * Meta would send the very same bytes again, so refusing them would lose them without teaching anybody anything.
 */
export function parsePayload(raw: Buffer, ownPageId: string, now: number): Incoming[] {
  const whole = () => keepAside(ownPageId, 'unknown', raw.toString('base64'), now);
  try {
    const json: unknown = JSON.parse(raw.toString('utf8'));
    const isDeep = isDeeper(json, DEEPEST);
    const events = split(isDeep ? cutOff(json, DEEPEST) : json, ownPageId, now, MOST_EVENTS + 1);
    // What people said in it still gets its answer; the bytes beside it keep what had to be cut off.
    return isDeep || events.length > MOST_EVENTS ? [whole(), ...events.slice(0, MOST_EVENTS)] : events;
  } catch {
    return [whole()];
  }
}

/** Several times what Meta puts into one post. A million bare numbers have room in one too. */
const MOST_EVENTS = 5_000;

const readers = [
  ['messaging', readMessagingItem],
  ['standby', readStandbyItem],
  ['changes', readChange],
] as const;

function split(json: unknown, ownPageId: string, now: number, most: number): Incoming[] {
  const events: Incoming[] = [];
  const aside = (what: unknown) => events.push(keepAside(ownPageId, 'unknown', what, now));
  const parsed = payload.safeParse(json);
  if (!parsed.success) aside(json);
  for (const item of parsed.data?.entry ?? []) {
    if (events.length >= most) break;
    const read = entry.safeParse(item);
    const fields = read.success && read.data.id === ownPageId ? read.data : undefined;
    if (!fields) aside(item);
    for (const [name, readItem] of readers)
      for (const one of fields?.[name]?.slice(0, most - events.length) ?? [])
        events.push(readItem(ownPageId, one, now));
  }
  return events;
}

/** Far deeper than anything that Meta sends, and far from where writing JSON overflows the stack. */
const DEEPEST = 100;

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1)));

function cutOff(value: unknown, levels: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (levels === 0) return null;
  if (Array.isArray(value)) return value.map((one) => cutOff(one, levels - 1));
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cutOff(one, levels - 1)]));
}
