import { concernedCases } from '../conversation/concerned-cases';
import { windowFrom } from '../conversation/window-from';
import { render } from '../messenger/render';
import { untried, type MessageDoc } from '../store/messages';
import type { ConversationDoc, PendingEffect } from '../store/conversations';
import type { PerformDeps } from './perform';

export type Send = Extract<PendingEffect, { type: 'send' }>;

/** Puts messages into the outbox in one write, each in as many parts as Messenger needs. `deliver` sends them. */
export async function send(
  deps: Pick<PerformDeps, 'messages' | 'clock'>,
  conversation: ConversationDoc,
  effects: readonly Send[],
): Promise<void> {
  const now = deps.clock.now();
  await deps.messages.insertIfAbsent(effects.flatMap((effect) => messagesOf(conversation, effect, now)));
}

const messagesOf = (conversation: ConversationDoc, effect: Send, now: number): MessageDoc[] =>
  render(effect.message).map((part, at) => messageOf(conversation, effect, part, at, now));

type Part = Pick<MessageDoc, 'text' | 'choices' | 'body'>;
type About = Pick<Send, 'id' | 'seq' | 'event' | 'by' | 'caseId' | 'confidential' | 'identity' | 'lasting'>;

/** One message that waits in the outbox: a part of what an effect says. */
export const messageOf = (
  conversation: ConversationDoc,
  effect: About,
  part: Part,
  at: number,
  now: number,
): MessageDoc => ({
  id: `${effect.id}.${at}`,
  conversationId: conversation.id,
  psid: conversation.psid,
  caseIds: concernedCases(conversation.state, effect.confidential),
  // Parts of one effect stay between it and the next one.
  seq: effect.seq * 10_000 + at,
  // Never shown before what it answers, even where Meta's clock is ahead of ours.
  at: Math.max(now, effect.event.at),
  by: effect.by,
  caseId: effect.caseId ?? null,
  text: part.text,
  choices: part.choices,
  body: part.body,
  ...untried(now),
  confidential: effect.confidential,
  identity: effect.identity,
  heardAt: windowFrom(conversation.state),
  lasting: effect.by === 'officer' || effect.lasting === true,
});
