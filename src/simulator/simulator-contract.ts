import type { Router } from 'express';
import type { DataDeed } from './data-callback';
import type { Fault, RecordedCall } from './graph-call';
import type { MovableClock } from './movable-clock';
import type { OtherEvent } from './other-events';
import type { AttachmentType, Citizen, ThreadMessage } from './thread';

export type SimulatorOptions = {
  readonly pageId: string;
  readonly appId: string;
  readonly appSecret: string;
  readonly pageToken: string;
  /** Where webhooks are posted; asked again for each one, so that the port may be known late. */
  readonly webhookUrl: () => string;
  readonly clock: MovableClock;
  /** Where the router is reachable, without a slash at the end: `http://127.0.0.1:3000/simulator`. The Graph API is at `${baseUrl()}/graph`. */
  readonly baseUrl: () => string;
  /** Chats, files and webhooks that wait survive a restart in this file (and the folder `<stateFile>.files`). Without it: memory only. */
  readonly stateFile?: string;
  /** Every message of the page is also read at once, as if the citizen had the chat open. */
  readonly autoEcho?: boolean;
  /** Every Graph answer takes this long. */
  readonly latencyMs?: number;
  readonly pageName?: string;
  /** Waits between attempts to deliver a webhook; the last one repeats for an hour. */
  readonly retryDelaysMs?: readonly number[];
  readonly webhookTimeoutMs?: number;
  /** How many webhooks are under way at once (each citizen's own stay in order). */
  readonly webhookConcurrency?: number;
  /** Utility templates that count as approved, by name. */
  readonly utilityTemplates?: readonly string[];
  /** How many Graph calls `sent()` remembers; all of them if left out. */
  readonly recordLimit?: number;
};

export type SendOptions = {
  /** The webhook is delivered twice, at the same time. */
  readonly twice?: boolean;
  /** The webhook waits until `release()`; later ones overtake it. */
  readonly hold?: boolean;
};

export type FileToSend = {
  readonly type: AttachmentType;
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
};

export type Switches = {
  /** Every webhook arrives twice. */
  readonly duplicate: boolean;
  /** Two messages of one citizen that follow each other are delivered in reverse. */
  readonly outOfOrder: boolean;
  /** Webhooks that wait travel together in one POST. */
  readonly batch: boolean;
  /** Every Graph call is refused with 190. */
  readonly tokenExpired: boolean;
};

export type AllowanceUsed = {
  readonly percent: number;
  /** Meta's estimate of when calls are taken again; 0: they are. */
  readonly regainMinutes: number;
};

/** The mid under which the application will see it. */
export type Sent = { readonly mid: string };

export type Simulator = {
  /** Mount it at `/simulator`: `/graph/:version/...`, `/files/:id/:name`, `/api/...`. */
  readonly router: Router;

  readonly newCitizen: (name?: string) => Citizen;
  readonly citizens: () => readonly Citizen[];
  readonly say: (psid: string, text: string, options?: SendOptions) => Sent;
  /** A button of a template, the menu or "Bắt đầu": a postback. */
  readonly tap: (psid: string, payload: string, title: string, options?: SendOptions) => Sent;
  readonly quickReply: (psid: string, title: string, payload: string, options?: SendOptions) => Sent;
  readonly sendFiles: (
    psid: string,
    files: readonly FileToSend[],
    text?: string,
    options?: SendOptions,
  ) => Sent;
  readonly sendSticker: (psid: string, stickerId?: number, options?: SendOptions) => Sent;
  readonly sendLocation: (
    psid: string,
    place: { readonly lat: number; readonly long: number },
    options?: SendOptions,
  ) => Sent;
  /** Any event as it would stand in `entry[].messaging` (or in `standby`, `changes`). */
  readonly sendRaw: (
    event: Readonly<Record<string, unknown>>,
    options?: SendOptions & { readonly in?: 'messaging' | 'standby' | 'changes' },
  ) => void;
  /** A person answers in Facebook's own inbox: an echo with the inbox's app id. */
  readonly staffSays: (psid: string, text: string, options?: SendOptions) => Sent;
  /** The inbox takes the thread, so that we hear of it in standby only; gives it back; or asks us for it. */
  readonly staffTakes: (psid: string) => void;
  readonly staffGivesBack: (psid: string) => void;
  readonly staffAsks: (psid: string) => void;
  /** The citizen reacts to what the page said last, which opens the window anew. */
  readonly react: (psid: string, reaction?: string, options?: SendOptions) => void;
  /** Below a post of the page, for all to read; the page may answer once in private. */
  readonly comment: (psid: string, text: string, options?: SendOptions) => { readonly commentId: string };
  readonly removeComment: (commentId: string, options?: SendOptions) => void;
  /** Any other event that Meta may send about this chat or the page. */
  readonly tellOther: (psid: string, event: OtherEvent, options?: SendOptions) => void;
  /** The person removes the app in his Facebook settings, or asks for his data to be deleted. */
  readonly tellData: (psid: string, deed: DataDeed) => Promise<{ readonly url?: string }>;
  /** The citizen has read everything so far. */
  readonly read: (psid: string) => void;
  /** Lets webhooks held with `hold` go, all or one citizen's. */
  readonly release: (psid?: string) => void;

  /** Both ways, in order. */
  readonly thread: (psid: string) => readonly ThreadMessage[];
  /** Every Graph call, accepted, refused or lost. */
  readonly sent: (psid?: string) => readonly RecordedCall[];
  readonly profile: () => Readonly<Record<string, unknown>>;

  readonly switches: () => Switches;
  readonly setSwitches: (change: Partial<Switches>) => void;
  /** What every Graph answer says from now on of the allowance that is used up; `undefined`: nothing. */
  readonly setUsage: (usage: AllowanceUsed | undefined) => void;
  readonly usage: () => AllowanceUsed | undefined;
  /** Breaks coming Graph calls; answers the function that heals this fault. */
  readonly fail: (fault: Fault) => () => void;
  readonly heal: () => void;

  /** All webhooks (but held ones) are acknowledged. */
  readonly idle: () => Promise<void>;
  /** Webhooks not yet acknowledged, held ones included. */
  readonly waiting: () => number;
  /** Webhooks given up after an hour of failures. */
  readonly undelivered: () => number;
  /** Resolves as soon as `check` holds; looks after every change of the simulator. Rejects after `timeoutMs` (10 s). */
  readonly until: (check: () => boolean, timeoutMs?: number) => Promise<void>;
  /** Stops deliveries, live pages and timers; what waits is in the state file. */
  readonly close: () => Promise<void>;
};
