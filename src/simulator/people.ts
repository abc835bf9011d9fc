import { randomBytes, randomInt } from 'node:crypto';
import type { Deliveries } from './deliver-webhooks';
import type { Json } from './json';
import type { Ledger } from './ledger';
import type { MovableClock } from './movable-clock';
import type { FileToSend, SendOptions, Sent } from './simulator-contract';
import type { Thread, WaitingWebhook } from './state';
import { storeFile } from './store-file';
import type { Citizen, ThreadAttachment, ThreadMessage } from './thread';
import { attachmentEvent } from './attachment-event';

export type PeopleDeps = {
  readonly ledger: Ledger;
  readonly clock: MovableClock;
  readonly deliveries: Deliveries;
  readonly pageId: string;
  readonly appId: string;
  readonly baseUrl: () => string;
};

const likeSticker = 369239263222822;
/** Facebook's own inbox. */
export const inboxAppId = 263902037430900;
const familyNames = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Vũ', 'Đặng', 'Bùi', 'Đỗ', 'Ngô'];
const middleNames = ['Văn', 'Thị', 'Minh', 'Hải', 'Thu', 'Đức', 'Ngọc', 'Quang'];
const givenNames = [
  'An',
  'Bình',
  'Châu',
  'Dũng',
  'Giang',
  'Hà',
  'Khánh',
  'Linh',
  'Mai',
  'Nam',
  'Phương',
  'Sơn',
  'Thảo',
  'Yến',
];

export const newMid = (): string => `m_${randomBytes(24).toString('base64url')}`;

export function threadOf(ledger: Ledger, psid: string): Thread {
  const thread = ledger.state.threads.get(psid);
  if (thread === undefined)
    throw new Error('The simulator knows no citizen with this PSID: make one with newCitizen().');
  return thread;
}

/** Strictly later than the message before, even under a frozen clock: the order of a thread is the order of its times. */
export function nextTime(clock: MovableClock, thread: Thread): number {
  return Math.max(clock.now(), (thread.messages.at(-1)?.at ?? 0) + 1);
}

export function createPeople(deps: PeopleDeps) {
  const { ledger, clock, deliveries, pageId, appId } = deps;

  function newCitizen(name?: string): Citizen {
    const { threads } = ledger.state;
    const citizen: Citizen = {
      psid: `${randomInt(4, 10)}${randomInt(1e8).toString().padStart(8, '0')}${randomInt(1e8).toString().padStart(8, '0')}`,
      id: `c${threads.size + 1}`,
      name: name?.trim() || `${pick(familyNames)} ${pick(middleNames)} ${pick(givenNames)}`,
      since: clock.now(),
    };
    if (threads.has(citizen.psid)) return newCitizen(name);
    ledger.write({ type: 'citizen', citizen });
    return citizen;
  }

  /** Into the thread, and on its way to the application. */
  function write(
    psid: string,
    content: Omit<ThreadMessage, 'mid' | 'psid' | 'at' | 'from'>,
    event: (mid: string) => Json,
    options: SendOptions = {},
  ): Sent {
    const thread = threadOf(ledger, psid);
    const message: ThreadMessage = {
      mid: newMid(),
      psid,
      at: nextTime(clock, thread),
      from: 'citizen',
      ...content,
    };
    ledger.write({ type: 'message', message });
    read(psid);
    deliveries.add(
      {
        lane: psid,
        in: placeOf(thread),
        mid: message.mid,
        event: {
          sender: { id: psid },
          recipient: { id: pageId },
          timestamp: message.at,
          ...(thread.owner === 'app' ? event(message.mid) : withoutPayload(event(message.mid))),
        },
      },
      { ...options, pairable: true },
    );
    return { mid: message.mid };
  }

  const withAttachments = (
    psid: string,
    attachments: readonly ThreadAttachment[],
    text: string | undefined,
    options?: SendOptions,
  ): Sent =>
    write(
      psid,
      { text, attachments },
      (mid) => ({
        message: {
          mid,
          ...(text === undefined ? {} : { text }),
          attachments: attachments.map((attachment) => attachmentEvent(attachment, deps.baseUrl())),
        },
      }),
      options,
    );

  function read(psid: string): void {
    const thread = threadOf(ledger, psid);
    const last = thread.messages.findLast((message) => message.from !== 'citizen');
    if (last === undefined || last.at <= thread.seenByCitizen) return;
    ledger.write({ type: 'seen', psid, by: 'citizen', until: last.at });
    deliveries.add({
      lane: psid,
      in: placeOf(thread),
      event: {
        sender: { id: psid },
        recipient: { id: pageId },
        timestamp: Math.max(clock.now(), last.at),
        read: { watermark: last.at },
      },
    });
  }

  const handOver = (psid: string, event: Json): void =>
    deliveries.add({
      lane: psid,
      in: 'messaging',
      event: {
        sender: { id: psid },
        recipient: { id: pageId },
        timestamp: nextTime(clock, threadOf(ledger, psid)),
        ...event,
      },
    });

  return {
    newCitizen,
    read,
    say: (psid: string, text: string, options?: SendOptions): Sent =>
      write(psid, { text }, (mid) => ({ message: { mid, text } }), options),
    tap: (psid: string, payload: string, title: string, options?: SendOptions): Sent =>
      write(
        psid,
        { text: title, tapped: { kind: 'postback', payload } },
        (mid) => ({ postback: { mid, title, payload } }),
        options,
      ),
    quickReply: (psid: string, title: string, payload: string, options?: SendOptions): Sent =>
      write(
        psid,
        { text: title, tapped: { kind: 'quick-reply', payload } },
        (mid) => ({ message: { mid, text: title, quick_reply: { payload } } }),
        options,
      ),
    sendFiles(psid: string, files: readonly FileToSend[], text?: string, options?: SendOptions): Sent {
      const attachments = files.map(({ type, ...file }) => {
        const { id, name, contentType } = storeFile(ledger, file);
        return { type, fileId: id, name, contentType };
      });
      return withAttachments(psid, attachments, text, options);
    },
    sendSticker: (psid: string, stickerId = likeSticker, options?: SendOptions): Sent =>
      withAttachments(psid, [{ type: 'sticker', stickerId }], undefined, options),
    sendLocation: (
      psid: string,
      { lat, long }: { readonly lat: number; readonly long: number },
      options?: SendOptions,
    ): Sent => withAttachments(psid, [{ type: 'location', lat, long }], undefined, options),

    sendRaw(event: Json, options: SendOptions & { readonly in?: WaitingWebhook['in'] } = {}): void {
      const { in: where = 'messaging', ...how } = options;
      const sender = (event.sender as { readonly id?: unknown } | undefined)?.id;
      const psid = typeof sender === 'string' ? sender : 'page';
      const opens = ['message', 'postback', 'reaction', 'referral', 'optin'].some((key) => key in event);
      if (where === 'messaging' && opens && ledger.state.threads.has(psid))
        ledger.write({ type: 'action', psid, at: clock.now() });
      deliveries.add({ lane: psid, in: where, event }, how);
    },

    staffSays(psid: string, text: string, options?: SendOptions): Sent {
      const thread = threadOf(ledger, psid);
      const message: ThreadMessage = {
        mid: newMid(),
        psid,
        at: nextTime(clock, thread),
        from: 'staff',
        text,
      };
      ledger.write({ type: 'message', message });
      ledger.write({ type: 'seen', psid, by: 'page', until: message.at });
      deliveries.add(
        {
          lane: psid,
          in: placeOf(thread),
          event: {
            sender: { id: pageId },
            recipient: { id: psid },
            timestamp: message.at,
            message: { mid: message.mid, is_echo: true, app_id: inboxAppId, text },
          },
        },
        options,
      );
      return { mid: message.mid };
    },

    /** A reaction to what was said last by the page, or to nothing in particular. */
    react(psid: string, reaction = 'love', options?: SendOptions): void {
      const thread = threadOf(ledger, psid);
      const mid = thread.messages.findLast(({ from }) => from !== 'citizen')?.mid ?? newMid();
      ledger.write({ type: 'action', psid, at: clock.now() });
      deliveries.add(
        {
          lane: psid,
          in: placeOf(thread),
          event: {
            sender: { id: psid },
            recipient: { id: pageId },
            timestamp: nextTime(clock, thread),
            reaction: { mid, action: 'react', reaction },
          },
        },
        options,
      );
    },

    staffTakes(psid: string): void {
      ledger.write({ type: 'owner', psid: threadOf(ledger, psid).citizen.psid, owner: 'inbox' });
      handOver(psid, { take_thread_control: { previous_owner_app_id: appId, new_owner_app_id: inboxAppId } });
    },
    staffGivesBack(psid: string): void {
      ledger.write({ type: 'owner', psid: threadOf(ledger, psid).citizen.psid, owner: 'app' });
      handOver(psid, { pass_thread_control: { previous_owner_app_id: inboxAppId, new_owner_app_id: appId } });
    },
    staffAsks: (psid: string): void =>
      handOver(psid, { request_thread_control: { requested_owner_app_id: inboxAppId } }),
  };
}

/** Whoever has not got the thread hears of it aside. */
const placeOf = ({ owner }: Thread): 'messaging' | 'standby' => (owner === 'app' ? 'messaging' : 'standby');

/** A button's payload is only for the app that sent it and has the thread. */
function withoutPayload(event: Json): Json {
  const { postback, ...rest } = event;
  if (typeof postback !== 'object' || postback === null) return event;
  const { payload: _payload, ...shown } = postback as Json;
  return { ...rest, postback: shown };
}

export type People = ReturnType<typeof createPeople>;

const pick = (names: readonly string[]): string => names[randomInt(names.length)] ?? 'An';
