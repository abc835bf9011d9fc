/**
 * What a button carries. An answer names the question that it belongs to, so that a tap on an old button is known
 * as one: `phan-anh/noi-dung=bo-qua`. A command starts with `!` and works anywhere: `!call=gap-can-bo`.
 */
export type Payload =
  | { readonly type: 'answer'; readonly flow: string; readonly step: string; readonly value: string }
  | { readonly type: 'command'; readonly command: Command }
  | { readonly type: 'unknown' };

export type Command =
  | { readonly type: 'start' | 'back' | 'cancel' | 'restart' | 'help' | 'yes' | 'no' }
  /** `about` is the code of the own case that the flow then speaks about. */
  | { readonly type: 'call'; readonly flow: string; readonly about?: string };

/** Meta's own name for the tap that opens a first conversation. */
export const GET_STARTED = 'GET_STARTED';

export const answerPayload = (flow: string, step: string, value: string): string =>
  `${flow}/${step}=${value}`;

export const commandPayload = (command: Command): string =>
  command.type === 'call'
    ? `!call=${command.flow}${command.about === undefined ? '' : `:${command.about}`}`
    : `!${command.type}`;

const plain = new Map<string, Command>(
  (['start', 'back', 'cancel', 'restart', 'help', 'yes', 'no'] as const).map((type) => [
    `!${type}`,
    { type },
  ]),
);

export function parsePayload(payload: string): Payload {
  if (payload === GET_STARTED) return { type: 'command', command: { type: 'start' } };
  const command = plain.get(payload);
  if (command) return { type: 'command', command };
  const call = /^!call=([a-z0-9-]+)(?::([0-9A-Z-]{13}))?$/.exec(payload);
  if (call?.[1])
    return { type: 'command', command: { type: 'call', flow: call[1], ...(call[2] && { about: call[2] }) } };
  const answer = /^([a-z0-9-]+)\/([a-z0-9-]+)=(.{1,900})$/s.exec(payload);
  if (answer?.[1] && answer[2] && answer[3]) {
    return { type: 'answer', flow: answer[1], step: answer[2], value: answer[3] };
  }
  return { type: 'unknown' };
}
