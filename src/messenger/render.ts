import type { Outgoing } from '../conversation/effects';
import { limits } from '../conversation/limits';
import { splitText } from './split-text';

/** One `message` of the Send API, and what a transcript shows of it. */
export type Rendered = {
  readonly text: string;
  readonly choices: readonly string[];
  readonly body: MessageBody;
};

export type MessageBody =
  | { readonly text: string; readonly quick_replies?: readonly QuickReply[] }
  | { readonly attachment: { readonly type: 'template'; readonly payload: ButtonTemplate } }
  | { readonly template: UtilityTemplate };

type QuickReply = { readonly content_type: 'text'; readonly title: string; readonly payload: string };
type UtilityTemplate = {
  readonly name: string;
  readonly language: { readonly code: string };
  readonly components: readonly unknown[];
};
type ButtonTemplate = {
  readonly template_type: 'button';
  readonly text: string;
  readonly buttons: readonly (
    | { readonly type: 'web_url'; readonly title: string; readonly url: string }
    | { readonly type: 'phone_number' | 'postback'; readonly title: string; readonly payload: string }
  )[];
};

/** A message in Messenger's shapes: long text in several parts, choices and buttons on the last one. */
export function render(message: Outgoing): readonly Rendered[] {
  const text = wellFormed(message.text) || '…';
  const buttons = message.buttons?.slice(0, limits.buttons);
  const { choices = [] } = message;
  const parts = splitText(text, limits.textUsed);
  const rendered = parts.map((part): Rendered => ({ text: part, choices: [], body: { text: part } }));
  const last = parts.at(-1) ?? text;
  if (buttons?.length) {
    // A template's text is shorter than a message's: what does not fit goes before it.
    const pieces = splitText(last, limits.buttonText);
    const foot = pieces.at(-1) ?? last;
    return [
      ...rendered.slice(0, -1),
      ...pieces.slice(0, -1).map((part): Rendered => ({ text: part, choices: [], body: { text: part } })),
      { text: foot, choices: buttons.map(({ title }) => title), body: template(foot, buttons) },
    ];
  }
  if (choices.length === 0) return rendered;
  const quick_replies = choices
    .slice(0, limits.quickReplies)
    .map(({ title, payload }) => ({ content_type: 'text' as const, title: fitTitle(title), payload }));
  return [
    ...rendered.slice(0, -1),
    { text: last, choices: quick_replies.map(({ title }) => title), body: { text: last, quick_replies } },
  ];
}

const template = (text: string, buttons: NonNullable<Outgoing['buttons']>): MessageBody => ({
  attachment: {
    type: 'template',
    payload: {
      template_type: 'button',
      text,
      buttons: buttons.map((button) => {
        const title = fitTitle(button.title);
        if (button.type === 'link') return { type: 'web_url', title, url: button.url };
        if (button.type === 'phone') return { type: 'phone_number', title, payload: button.phone };
        return { type: 'postback', title, payload: button.payload };
      }),
    },
  },
});

/** Some titles are not written for buttons, such as the names of answers; one that is too long sinks the message. */
function fitTitle(title: string): string {
  const whole = wellFormed(title);
  if (whole.length <= limits.title) return whole;
  return `${splitText(whole, limits.title - 1)[0] ?? ''}…`;
}

/** A citizen's words come back in a review: half a surrogate pair or a NUL would make Meta refuse the whole message. */
const wellFormed = (text: string): string =>
  text.toWellFormed().replaceAll('\u0000', '').normalize('NFC').trim();
