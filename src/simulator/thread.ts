/** What a chat with the page holds. `id` is a short name for URLs, so that no PSID stands in them. */
export type Citizen = {
  readonly psid: string;
  readonly id: string;
  readonly name: string;
  readonly since: number;
};

export type Button =
  | { readonly type: 'postback'; readonly title: string; readonly payload: string }
  | { readonly type: 'web_url'; readonly title: string; readonly url: string }
  | { readonly type: 'phone_number'; readonly title: string; readonly payload: string };

export type QuickReply = {
  readonly content_type: 'text' | 'user_phone_number' | 'user_email';
  readonly title?: string;
  readonly payload?: string;
  readonly image_url?: string;
};

export type TemplateElement = {
  readonly title: string;
  readonly subtitle?: string;
  readonly image_url?: string;
  readonly buttons?: readonly Button[];
};

export type Template =
  | { readonly type: 'button'; readonly text: string; readonly buttons: readonly Button[] }
  | { readonly type: 'generic'; readonly elements: readonly TemplateElement[] };

export type AttachmentType = 'image' | 'audio' | 'video' | 'file';

export type ThreadAttachment =
  | {
      readonly type: AttachmentType;
      readonly fileId: string;
      readonly name: string;
      readonly contentType: string;
    }
  | { readonly type: 'sticker'; readonly stickerId: number }
  | { readonly type: 'location'; readonly lat: number; readonly long: number };

/** One message of a thread, whoever wrote it. */
export type ThreadMessage = {
  readonly mid: string;
  readonly psid: string;
  readonly at: number;
  /** `page`: sent through the Graph API. `staff`: typed by a person in Facebook's own inbox. */
  readonly from: 'citizen' | 'page' | 'staff';
  readonly text?: string;
  readonly attachments?: readonly ThreadAttachment[];
  readonly template?: Template;
  readonly quickReplies?: readonly QuickReply[];
  /** A tapped button or quick reply. */
  readonly tapped?: { readonly kind: 'postback' | 'quick-reply'; readonly payload: string };
  readonly metadata?: string;
  readonly tag?: string;
};

export type StoredFile = {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
};
