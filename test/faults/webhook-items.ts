import type { Acknowledged } from './check-invariants';
import { credentials } from './program';

type Item = {
  readonly sender: { readonly id: string };
  readonly recipient: { readonly id: string };
  readonly message?: { readonly mid: string; readonly is_echo?: boolean; readonly metadata?: string };
  readonly postback?: { readonly mid: string };
};

/** What the checker has to know of each item of a webhook that was answered with 200. */
export function itemsOf(body: Buffer, at: number): Acknowledged[] {
  const { entry } = JSON.parse(body.toString('utf8')) as { entry: { messaging?: Item[] }[] };
  return entry
    .flatMap(({ messaging }) => messaging ?? [])
    .map((item): Acknowledged => {
      const isEcho = item.message?.is_echo === true;
      return {
        at,
        psid: isEcho ? item.recipient.id : item.sender.id,
        item: JSON.stringify(item),
        ...(!isEcho && { mid: item.message?.mid ?? item.postback?.mid }),
        ...(isEcho && { echoOf: item.message?.metadata }),
      };
    });
}

/** A webhook with these items in one `messaging` list. */
export const webhookWith = (items: readonly unknown[]): object => ({
  object: 'page',
  entry: [{ id: credentials.PAGE_ID, time: Date.now(), messaging: items }],
});

/** A citizen's words, as Meta puts them. */
export const words = (psid: string, mid: string, text: string, timestamp: number) => ({
  sender: { id: psid },
  recipient: { id: credentials.PAGE_ID },
  timestamp,
  message: { mid, text },
});
