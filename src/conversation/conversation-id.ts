/** Stands for page and citizen without naming them: an HMAC, made by `inbox/conversation-id-of`. */
export type ConversationId = string & { readonly brand: 'ConversationId' };
