import { render } from '../messenger/render';
import type { MessageDoc } from '../store/messages';
import type { Perform } from './perform';

/** Puts a message into the outbox, in as many parts as Messenger needs. `deliver` sends them. */
export const send: Perform<'send'> = async (deps, conversation, effect) => {
  const now = deps.clock.now();
  const parts = render(effect.message).map((part, at): MessageDoc => ({
    id: `${effect.id}.${at}`,
    conversationId: conversation.id,
    // Parts of one effect stay between it and the next one.
    seq: effect.seq * 10_000 + at,
    // Never shown before what it answers, even where Meta's clock is ahead of ours.
    at: Math.max(now, effect.event.at),
    by: effect.by,
    caseId: effect.caseId ?? null,
    text: part.text,
    choices: part.choices,
    body: part.body,
    state: 'waiting',
    dueAt: now,
    attempts: 0,
    uncertain: 0,
    mid: null,
    reason: null,
    confidential: effect.confidential,
    identity: effect.identity,
  }));
  await deps.messages.insertIfAbsent(parts);
};
