import type { MadeFile } from '../cases/complaint-form/complaint-form-file';
import type { Clock } from '../clock';
import type { MessengerClient } from '../messenger/client';
import type { Permissions } from '../messenger/judge-send';
import type { Queue } from '../queues/queue';
import type { Collection } from '../store/collection';
import type { ConversationDoc } from '../store/conversations';
import type { EventDoc } from '../store/events';
import type { MessageDoc } from '../store/messages';
import type { FormBody } from './form-body';
import type { Pace } from './pace';

export type DeliverDeps = {
  readonly messages: Collection<MessageDoc>;
  readonly conversations: Pick<Collection<ConversationDoc>, 'get'>;
  readonly events: Collection<EventDoc>;
  readonly client: Pick<MessengerClient, 'send' | 'sendFile'>;
  /** @returns undefined where there is nothing to draw it from any more */
  readonly drawForm: (form: FormBody['form']) => Promise<MadeFile | undefined>;
  readonly queue: Pick<Queue, 'wake'>;
  /** The echo of what was sent may still be on a disk: the database was away until just now. */
  readonly mayEchoCome?: () => Promise<boolean>;
  readonly pace: Pace;
  /** What Meta allows this page. */
  readonly permissions: Permissions;
  readonly clock: Clock;
  readonly tellOfficers: (caseIds: readonly string[]) => void;
  /** The case learns that its officer's words did not arrive. Called again after a crash: once must be enough. */
  readonly replyFailed: (message: MessageDoc, reason: string) => Promise<void>;
  /** The case learns that they wait for the citizen, and that they went out after that. Called again like `replyFailed`. */
  readonly replyHeld: (message: MessageDoc, reason: string) => Promise<void>;
  readonly replyDelivered: (message: MessageDoc) => Promise<void>;
  /** The citizen and the case learn that a form did not arrive. Called again like `replyFailed`. */
  readonly formFailed: (message: MessageDoc, body: FormBody, reason: string) => Promise<void>;
  readonly log: { info(fields: object, message: string): void; warn(fields: object, message: string): void };
};
