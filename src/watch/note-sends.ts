import type { Clock } from '../clock';
import type { MessengerClient } from '../messenger/client';
import type { SendResult } from '../messenger/judge-answer';
import type { ReceiveOnly } from './receive-only';

/** The same client, which tells what comes of each send. */
export function noteSends(
  { note, clock }: Pick<ReceiveOnly, 'note'> & { readonly clock: Clock },
  client: MessengerClient,
): MessengerClient {
  const noted = async (send: () => Promise<SendResult>): Promise<SendResult> => {
    const begunAt = clock.now();
    const result = await send();
    await note(result, begunAt);
    return result;
  };
  return {
    ...client,
    send: (...given) => noted(() => client.send(...given)),
    sendFile: (...given) => noted(() => client.sendFile(...given)),
  };
}
