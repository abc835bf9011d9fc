import { filePath } from './attachment-event';
import type { AttachmentView, Marks, Menu, MessageView, ThreadView } from './chat-contract';
import { isObject, isText, type Json } from './json';
import type { State, Thread } from './state';
import type { Button, ThreadAttachment, ThreadMessage } from './thread';

/** Files are named by a path on the page's own host, whatever name the simulator has elsewhere. */
export function messageView(state: State, message: ThreadMessage, mount: string): MessageView {
  const { mid, at, from, text, attachments, template, quickReplies } = message;
  return {
    mid,
    at,
    from,
    text,
    template,
    quickReplies,
    attachments: attachments?.map((attachment) => attachmentView(state, attachment, mount)),
  };
}

function attachmentView(state: State, attachment: ThreadAttachment, mount: string): AttachmentView {
  if (attachment.type === 'sticker' || attachment.type === 'location') return attachment;
  const { type, fileId: id, name } = attachment;
  return { type, name, url: mount + filePath({ id, name }), size: state.files.get(id)?.size ?? 0 };
}

export function marksOf(state: State, thread: Thread): Marks {
  const undelivered = thread.messages.slice(-100).filter(({ mid }) => state.undelivered.has(mid));
  return {
    seenByPage: thread.seenByPage,
    seenByCitizen: thread.seenByCitizen,
    undelivered: undelivered.map(({ mid }) => mid),
  };
}

export const threadView = (state: State, thread: Thread, mount: string): ThreadView => ({
  messages: thread.messages.map((message) => messageView(state, message, mount)),
  marks: marksOf(state, thread),
});

/** The greeting, first buttons and menu as a Vietnamese Messenger shows them. */
export function menuOf(profile: Json): Menu {
  const greeting = inVietnamese(profile.greeting)?.text;
  const breakers = inVietnamese(profile.ice_breakers)?.call_to_actions;
  const items = inVietnamese(profile.persistent_menu)?.call_to_actions;
  const start = profile.get_started;
  return {
    ...(isText(greeting) ? { greeting } : {}),
    getStarted: isObject(start) && isText(start.payload) ? start.payload : 'GET_STARTED',
    iceBreakers: (Array.isArray(breakers) ? breakers : []) as Menu['iceBreakers'],
    items: (Array.isArray(items) ? items : []) as readonly Button[],
  };
}

function inVietnamese(entries: unknown): Json | undefined {
  const list = Array.isArray(entries) ? entries.filter(isObject) : [];
  return list.find(({ locale }) => locale === 'vi_VN') ?? list.find(({ locale }) => locale === 'default');
}
