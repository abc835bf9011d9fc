/** What Meta's rules look at in a message. A `word` only says that there is news, in a text that Meta approved. */
export type Sending = { readonly by: 'bot' | 'officer'; readonly what: 'text' | 'file' | 'word' };

/** What Meta allows this page beyond the plain answer. */
export type Permissions = {
  /** The feature "Human Agent": what a person wrote may go out for seven days. */
  readonly humanAgent: boolean;
  /** A utility template that says no more than that there is news of a case. */
  readonly template: Template | undefined;
};

export type Template = { readonly name: string; readonly language: string };

/** How a message may go to Messenger. */
export type Door =
  /** An answer, within a day of what the citizen did last. */
  | { readonly type: 'response' }
  /** A person's own words, within seven days of it. Nothing that the bot says, and no other tag, ever goes here. */
  | { readonly type: 'human-agent' }
  | { readonly type: 'template'; readonly template: Template }
  /** Not by this channel. */
  | { readonly type: 'none' };

const HOUR_MS = 3_600_000;
export const RESPONSE_MS = 24 * HOUR_MS;
export const HUMAN_AGENT_MS = 7 * 24 * HOUR_MS;

export const noPermissions: Permissions = { humanAgent: false, template: undefined };

/**
 * Which door is open for a message (Messenger Platform, Send Messages, May 2026; Policy of September 2026).
 * @param heardAt when the citizen last did something that opens the window; undefined where nobody knows: Meta does.
 */
export function judgeSend(
  { by, what }: Sending,
  heardAt: number | undefined,
  now: number,
  { humanAgent, template }: Permissions,
): Door {
  const age = heardAt === undefined ? 0 : now - heardAt;
  // Where the citizen can be told the news itself, nobody has to announce it.
  if (what === 'word')
    return template && age > RESPONSE_MS ? { type: 'template', template } : { type: 'none' };
  if (age <= RESPONSE_MS) return { type: 'response' };
  const isOwnWords = by === 'officer' && what === 'text';
  return humanAgent && isOwnWords && age <= HUMAN_AGENT_MS ? { type: 'human-agent' } : { type: 'none' };
}
