/**
 * What the page has to tell us, at the app and at the page itself. Without one of them nothing fails: its events just
 * never come.
 */
export const subscribedFields = [
  'messages',
  'messaging_postbacks',
  'message_echoes',
  'message_deliveries',
  'message_reads',
  'message_reactions',
  'message_edits',
  'messaging_referrals',
  'messaging_handovers',
  'standby',
  'messaging_policy_enforcement',
  'response_feedback',
] as const;

/** Comments are asked for only where people who write them are answered: what nobody needs is not collected. */
export const fieldsFor = (answersComments: boolean): readonly string[] =>
  answersComments ? [...subscribedFields, 'feed'] : subscribedFields;
