import type { WaitingWebhook } from './state';

const fieldByKey: Readonly<Record<string, string>> = {
  postback: 'messaging_postbacks',
  delivery: 'message_deliveries',
  read: 'message_reads',
  reaction: 'message_reactions',
  message_edit: 'message_edits',
  referral: 'messaging_referrals',
  pass_thread_control: 'messaging_handovers',
  take_thread_control: 'messaging_handovers',
  request_thread_control: 'messaging_handovers',
  app_roles: 'messaging_handovers',
  policy_enforcement: 'messaging_policy_enforcement',
  response_feedback: 'response_feedback',
};

/** Whether an application subscribed to these fields hears of the event. What we do not know is always told. */
export function isSubscribed(
  fields: readonly string[] | null,
  { in: where, event }: Pick<WaitingWebhook, 'in' | 'event'>,
): boolean {
  if (fields === null) return false;
  if (where === 'standby') return fields.includes('standby');
  if (where === 'changes') return fields.includes(String(event.field));
  const message = event.message as { readonly is_echo?: unknown } | undefined;
  if (message !== undefined) return fields.includes(message.is_echo ? 'message_echoes' : 'messages');
  const field = Object.keys(event).flatMap((key) => fieldByKey[key] ?? [])[0];
  return field === undefined || fields.includes(field);
}
