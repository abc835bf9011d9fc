import { z } from 'zod';
import { keepAside, readMessagingItem, type Incoming } from '../src/messenger/events';

const items = z.array(z.unknown()).nullish().catch(undefined);

const payload = z.looseObject({
  object: z.unknown(),
  entry: z.array(
    z.looseObject({
      id: z.union([z.string(), z.number()]).transform(String).catch(''),
      messaging: items,
      standby: items,
      changes: items,
    }),
  ),
});

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
  if (!parsed.success || parsed.data.object !== 'page') return [keepAside(ownPageId, 'unknown', json, now)];
  return parsed.data.entry.flatMap((entry) => {
    if (entry.id !== ownPageId) return [keepAside(entry.id, 'unknown', entry, now)];
    return [
      ...(entry.messaging ?? []).map((item) => readMessagingItem(entry.id, item, now)),
      ...(entry.standby ?? []).map((item) => keepAside(entry.id, 'standby', item, now)),
      ...(entry.changes ?? []).map((item) => keepAside(entry.id, 'change', item, now)),
    ];
  });
}
