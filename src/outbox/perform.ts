import type { Clock } from '../clock';
import type { Effect } from '../conversation/effects';
import type { MessengerClient } from '../messenger/client';
import type { Collection } from '../store/collection';
import type { ConversationDoc, PendingEffect } from '../store/conversations';
import { addToCase } from './add-to-case';
import { clearTimer } from './clear-timer';
import { listCases } from './list-cases';
import { deliverHeld } from './deliver-held';
import type { DeleteFileDeps } from './delete-file';
import { forgetFiles } from './forget-files';
import { forgetWords } from './forget-words';
import { hush } from './hush';
import { lookUp } from './look-up';
import { openCaseEffect } from './open-case';
import { send, type Send } from './send';
import { sendForm } from './send-form';
import { setTimer } from './set-timer';
import { tellCase } from './tell-case';
import { passThread, takeThread } from './thread-control';
import type { CaseDoc } from '../store/cases';
import type { EventDoc } from '../store/events';
import type { MessageDoc } from '../store/messages';
import type { TimerDoc } from '../store/timers';
import type { Queue } from '../queues/queue';
import type { LiveNotice } from '../console/contract';

export type PerformDeps = DeleteFileDeps & {
  readonly cases: Collection<CaseDoc>;
  readonly events: Collection<EventDoc>;
  readonly messages: Collection<MessageDoc>;
  readonly timers: Collection<TimerDoc>;
  readonly queue: Pick<Queue, 'wake'>;
  readonly clock: Clock;
  readonly client: Pick<MessengerClient, 'passThread' | 'takeThread'>;
  /** Unguessable bytes that belong to a case id and an attempt, always the same. */
  readonly codeBytes: (caseId: string, attempt: number) => Uint8Array;
  readonly publish: (notice: LiveNotice) => void;
  readonly log: { info(fields: object, message: string): void; error(fields: object, message: string): void };
};

export type Perform<T extends Effect['type']> = (
  deps: PerformDeps,
  conversation: ConversationDoc,
  effect: Extract<PendingEffect, { type: T }>,
) => Promise<void>;

/** One road out, one row an effect. Each may be performed twice and does its work once. */
const performers: { readonly [T in Exclude<Effect['type'], 'send'>]: Perform<T> } = {
  'send-form': sendForm,
  'open-case': openCaseEffect,
  'add-to-case': addToCase,
  'ask-for-officer': addToCase,
  'bot-resumed': addToCase,
  'staff-answered': addToCase,
  'staff-took': addToCase,
  'look-up': lookUp,
  'list-cases': listCases,
  'tell-case': tellCase,
  'deliver-held': deliverHeld,
  hush,
  'pass-thread': passThread,
  'take-thread': takeThread,
  'set-timer': setTimer,
  'clear-timer': clearTimer,
  'forget-files': forgetFiles,
  'forget-words': forgetWords,
};

/**
 * Performs a turn's effects in their order.
 * @throws when the store fails; what was done already is done again harmlessly.
 */
export async function perform(
  deps: PerformDeps,
  conversation: ConversationDoc,
  effects: readonly PendingEffect[],
): Promise<void> {
  let unsent: Send[] = [];
  const flush = async (): Promise<void> => {
    if (unsent.length > 0) await send(deps, conversation, unsent);
    unsent = [];
  };
  for (const effect of effects) {
    if (effect.type === 'send') {
      unsent.push(effect);
      continue;
    }
    await flush();
    const one = performers[effect.type] as Perform<Effect['type']>;
    await one(deps, conversation, effect);
  }
  await flush();
  if (effects.some(({ type }) => type === 'send' || type === 'send-form'))
    await deps.queue.wake('deliveries', conversation.id);
}
