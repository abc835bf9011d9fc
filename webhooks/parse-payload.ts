import { z } from 'zod';
import { keepAside, readMessagingItem, readStandbyItem, type Incoming } from '../src/messenger/events';

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
    if (!isDeeper(json, DEEPEST)) return split(json, ownPageId, now);
    // What people said in it still gets its answer; the bytes beside it keep what had to be cut off.
    return [whole(), ...split(cutOff(json, DEEPEST), ownPageId, now)];
  } catch {
    return [whole()];
  }
}

function split(json: unknown, ownPageId: string, now: number): Incoming[] {
  const parsed = payload.safeParse(json);
  if (!parsed.success) return [keepAside(ownPageId, 'unknown', json, now)];
  return parsed.data.entry.flatMap((item) => readEntry(item, ownPageId, now));
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

function readEntry(item: unknown, ownPageId: string, now: number): Incoming[] {
  const parsed = entry.safeParse(item);
  if (!parsed.success || parsed.data.id !== ownPageId) return [keepAside(ownPageId, 'unknown', item, now)];
  const { messaging, standby, changes } = parsed.data;
  return [
    ...(messaging ?? []).map((one) => readMessagingItem(ownPageId, one, now)),
    ...(standby ?? []).map((one) => readStandbyItem(ownPageId, one, now)),
    ...(changes ?? []).map((one) => keepAside(ownPageId, 'change', one, now)),
  ];
}
