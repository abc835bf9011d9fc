import type { OtherEvent } from './other-events';
import type { Switches } from './simulator-contract';
import type { Button, Citizen, QuickReply, Template, TemplateElement, AttachmentType } from './thread';

/** What the chat page and the simulator say to each other. Citizens go by their short id, never by PSID. */
export type CitizenView = Pick<Citizen, 'id' | 'name'>;

export type AttachmentView =
  | { readonly type: AttachmentType; readonly url: string; readonly name: string; readonly size: number }
  | { readonly type: 'sticker'; readonly stickerId: number }
  | { readonly type: 'location'; readonly lat: number; readonly long: number };

export type MessageView = {
  readonly mid: string;
  readonly at: number;
  readonly from: 'citizen' | 'page' | 'staff';
  readonly text?: string;
  readonly attachments?: readonly AttachmentView[];
  readonly template?: Template;
  readonly quickReplies?: readonly QuickReply[];
};

/** How far each side has come. */
export type Marks = {
  readonly seenByPage: number;
  readonly seenByCitizen: number;
  /** mids of the citizen's messages that the application has not yet acknowledged. */
  readonly undelivered: readonly string[];
};

export type ThreadView = { readonly messages: readonly MessageView[]; readonly marks: Marks };

export type Menu = {
  readonly greeting?: string;
  readonly getStarted: string;
  readonly iceBreakers: readonly { readonly question: string; readonly payload: string }[];
  readonly items: readonly Button[];
};

/** GET /simulator/api/state */
export type StateView = {
  readonly pageName: string;
  readonly citizens: readonly (CitizenView & {
    readonly last?: MessageView;
    readonly unread: number;
    /** Facebook's inbox has the thread. */
    readonly isTaken: boolean;
  })[];
  readonly menu: Menu;
  readonly switches: Switches;
  readonly faultsLeft: boolean;
  /** Of Meta's allowance, as its answers say; 0: they do not. */
  readonly usedPercent: number;
  readonly now: number;
};

/** POST /simulator/api/citizens/:id/actions */
export type CitizenAction =
  | { readonly type: 'event'; readonly event: OtherEvent }
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'tap'; readonly title: string; readonly payload: string }
  | { readonly type: 'quick-reply'; readonly title: string; readonly payload: string }
  | { readonly type: 'sticker' }
  | { readonly type: 'location'; readonly lat: number; readonly long: number }
  | { readonly type: 'comment'; readonly text: string }
  | { readonly type: 'read' }
  | { readonly type: 'react' }
  | { readonly type: 'staff'; readonly text: string }
  /** What a person does with the thread in Facebook's inbox. */
  | { readonly type: 'thread'; readonly deed: 'take' | 'give-back' | 'ask' };

/** Server-sent events of GET /simulator/api/live. */
export type LiveEvent =
  | { readonly type: 'message'; readonly id: string; readonly message: MessageView }
  | { readonly type: 'marks'; readonly id: string; readonly marks: Marks }
  | { readonly type: 'typing'; readonly id: string; readonly on: boolean }
  /** Something about citizens, menu or switches changed: ask for the state again. */
  | { readonly type: 'state' };

export type { Button, QuickReply, Switches, Template, TemplateElement };
