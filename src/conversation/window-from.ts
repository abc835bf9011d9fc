import type { Conversation } from './conversation';

/** When the citizen last did something that lets Messenger take answers: a message, a tap, a reaction, a link. */
export const windowFrom = ({ heardAt, touchedAt = 0 }: Conversation): number => Math.max(heardAt, touchedAt);

/**
 * The same as far as the officers of an ordinary case may know it: what came within a tố cáo is not told to them, not
 * even that something came. Documents of old do not say which it was; then only who sent no tố cáo is told of.
 */
export const plainWindowFrom = (conversation: Conversation): number | undefined =>
  conversation.plainlyHeardAt ??
  (conversation.cases.some(({ kind }) => kind === 'to-cao') ? undefined : windowFrom(conversation));
