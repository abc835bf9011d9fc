import type { Citizen, StoredFile, ThreadMessage } from './thread';

export type WaitingWebhook = {
  readonly id: string;
  /** Webhooks of one lane (one citizen) are delivered one after the other. */
  readonly lane: string;
  readonly in: 'messaging' | 'standby' | 'changes';
  readonly event: Readonly<Record<string, unknown>>;
  readonly mid?: string;
};

/** Everything that happens is one of these, in memory and as a line of the state file. */
export type StateRecord =
  | { readonly type: 'citizen'; readonly citizen: Citizen }
  | { readonly type: 'message'; readonly message: ThreadMessage }
  /** Something other than a message that opens the 24-hour window: a reaction, a referral. */
  | { readonly type: 'action'; readonly psid: string; readonly at: number }
  /** Which app has the thread. */
  | { readonly type: 'owner'; readonly psid: string; readonly owner: ThreadOwner }
  /** The page has read the citizen's messages so far (mark_seen), or the citizen the page's. */
  | { readonly type: 'seen'; readonly psid: string; readonly by: 'page' | 'citizen'; readonly until: number }
  /** Written, or answered in private. */
  | { readonly type: 'comment'; readonly comment: PageComment }
  | { readonly type: 'file'; readonly file: StoredFile }
  | {
      readonly type: 'attachment';
      readonly id: string;
      readonly fileId: string;
      readonly kind: string;
      readonly at: number;
    }
  | { readonly type: 'webhook'; readonly webhook: WaitingWebhook }
  | {
      readonly type: 'webhook-done';
      readonly id: string;
      readonly acknowledged: boolean;
      readonly lane?: string;
    }
  | { readonly type: 'profile'; readonly profile: Readonly<Record<string, unknown>> }
  | { readonly type: 'subscription'; readonly fields: readonly string[] | null }
  | { readonly type: 'app-webhooks'; readonly webhooks: AppWebhooks }
  | { readonly type: 'clock'; readonly offset: number };

/** Where the app wants its webhooks, and which. */
export type AppWebhooks = { readonly callbackUrl: string; readonly fields: readonly string[] };
/** `app`: ours, or nobody, which comes to the same for a default app. */
export type ThreadOwner = 'app' | 'inbox';

export type Thread = {
  readonly citizen: Citizen;
  readonly messages: ThreadMessage[];
  /** When the citizen last did something that opens the window. */
  lastActionAt: number | undefined;
  owner: ThreadOwner;
  seenByPage: number;
  seenByCitizen: number;
};

/** A comment below one of the page's posts. */
export type PageComment = {
  readonly id: string;
  readonly psid: string;
  readonly at: number;
  readonly isAnswered: boolean;
};

export type State = {
  readonly threads: Map<string, Thread>;
  readonly comments: Map<string, PageComment>;
  readonly files: Map<string, StoredFile>;
  readonly attachments: Map<string, { readonly fileId: string; readonly kind: string; readonly at: number }>;
  readonly webhooks: Map<string, WaitingWebhook>;
  /** mids of citizens' messages that the application has not acknowledged. */
  readonly undelivered: Set<string>;
  profile: Readonly<Record<string, unknown>>;
  /** null: not subscribed. */
  fields: readonly string[] | null;
  /** null: never said. The stand-in delivers all the same. */
  appWebhooks: AppWebhooks | null;
  clockOffset: number;
  givenUp: number;
};

/** What Meta offers; not the program's own list, which is held against this one. */
export const allFields = [
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
  'feed',
] as const;

export function emptyState(): State {
  return {
    threads: new Map(),
    comments: new Map(),
    files: new Map(),
    attachments: new Map(),
    webhooks: new Map(),
    undelivered: new Set(),
    profile: {},
    fields: allFields,
    appWebhooks: null,
    clockOffset: 0,
    givenUp: 0,
  };
}

export function applyRecord(state: State, record: StateRecord): void {
  switch (record.type) {
    case 'citizen':
      state.threads.set(record.citizen.psid, {
        citizen: record.citizen,
        messages: [],
        lastActionAt: undefined,
        owner: 'app',
        seenByPage: 0,
        seenByCitizen: 0,
      });
      return;
    case 'message': {
      const thread = state.threads.get(record.message.psid);
      thread?.messages.push(record.message);
      if (thread && record.message.from === 'citizen') thread.lastActionAt = record.message.at;
      return;
    }
    case 'action': {
      const thread = state.threads.get(record.psid);
      if (thread) thread.lastActionAt = Math.max(thread.lastActionAt ?? 0, record.at);
      return;
    }
    case 'owner': {
      const thread = state.threads.get(record.psid);
      if (thread) thread.owner = record.owner;
      return;
    }
    case 'seen': {
      const thread = state.threads.get(record.psid);
      if (!thread) return;
      if (record.by === 'page') thread.seenByPage = record.until;
      else thread.seenByCitizen = record.until;
      return;
    }
    case 'comment':
      state.comments.set(record.comment.id, record.comment);
      return;
    case 'file':
      state.files.set(record.file.id, record.file);
      return;
    case 'attachment':
      state.attachments.set(record.id, { fileId: record.fileId, kind: record.kind, at: record.at });
      return;
    case 'webhook':
      state.webhooks.set(record.webhook.id, record.webhook);
      if (record.webhook.mid !== undefined) state.undelivered.add(record.webhook.mid);
      return;
    case 'webhook-done': {
      const webhook = state.webhooks.get(record.id);
      state.webhooks.delete(record.id);
      if (!record.acknowledged) state.givenUp++;
      else if (webhook?.mid !== undefined) state.undelivered.delete(webhook.mid);
      return;
    }
    case 'profile':
      state.profile = record.profile;
      return;
    case 'subscription':
      state.fields = record.fields;
      return;
    case 'app-webhooks':
      state.appWebhooks = record.webhooks;
      return;
    case 'clock':
      state.clockOffset = record.offset;
      return;
  }
}

/** The shortest records that lead to this state: what the state file is rewritten to when it is opened. */
export function* snapshot(state: State): Generator<StateRecord> {
  yield { type: 'clock', offset: state.clockOffset };
  yield { type: 'profile', profile: state.profile };
  yield { type: 'subscription', fields: state.fields };
  if (state.appWebhooks) yield { type: 'app-webhooks', webhooks: state.appWebhooks };
  for (const file of state.files.values()) yield { type: 'file', file };
  for (const [id, attachment] of state.attachments) yield { type: 'attachment', id, ...attachment };
  for (const [psid, thread] of state.threads) {
    yield { type: 'citizen', citizen: thread.citizen };
    for (const message of thread.messages) yield { type: 'message', message };
    if (thread.lastActionAt !== undefined) yield { type: 'action', psid, at: thread.lastActionAt };
    if (thread.owner !== 'app') yield { type: 'owner', psid, owner: thread.owner };
    yield { type: 'seen', psid, by: 'page', until: thread.seenByPage };
    yield { type: 'seen', psid, by: 'citizen', until: thread.seenByCitizen };
  }
  for (const comment of state.comments.values()) yield { type: 'comment', comment };
  for (const webhook of state.webhooks.values()) yield { type: 'webhook', webhook };
}
