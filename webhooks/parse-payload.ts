import { z } from 'zod';
import { keepAside, readMessagingItem, type Incoming } from '../src/messenger/events';

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
  let json: unknown;
  try {
    json = JSON.parse(raw.toString('utf8'));
  } catch {
    return [keepAside(ownPageId, 'unknown', raw.toString('base64'), now)];
  }
  const parsed = payload.safeParse(json);
  if (!parsed.success) return [keepAside(ownPageId, 'unknown', json, now)];
  return parsed.data.entry.flatMap((item) => readEntry(item, ownPageId, now));
}

function readEntry(item: unknown, ownPageId: string, now: number): Incoming[] {
  const parsed = entry.safeParse(item);
  if (!parsed.success || parsed.data.id !== ownPageId) return [keepAside(ownPageId, 'unknown', item, now)];
  const { messaging, standby, changes } = parsed.data;
  return [
    ...(messaging ?? []).map((one) => readMessagingItem(ownPageId, one, now)),
    ...(standby ?? []).map((one) => keepAside(ownPageId, 'standby', one, now)),
    ...(changes ?? []).map((one) => keepAside(ownPageId, 'change', one, now)),
  ];
}
