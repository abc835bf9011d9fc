import { isObject, isText } from './json';
import { parameter, type Refusal } from './refusal';

/** What is wrong with the buttons of a template or of the menu, by Meta's limits. */
export function* checkButtons(
  buttons: unknown,
  where: string,
  limits: { readonly most: number; readonly title: number },
): Generator<Refusal> {
  if (!Array.isArray(buttons) || buttons.length === 0) {
    yield parameter(`Param ${where} must be a non-empty array`);
    return;
  }
  if (buttons.length > limits.most)
    yield parameter(`Length of param ${where} must be less than or equal to ${limits.most}`);
  for (const [index, button] of buttons.entries())
    yield* checkButton(button, `${where}[${index}]`, limits.title);
}

function* checkButton(button: unknown, where: string, longestTitle: number): Generator<Refusal> {
  if (!isObject(button)) {
    yield parameter(`Param ${where} must be an object`);
    return;
  }
  const { type, title, payload, url } = button;
  if (type === 'account_link' || type === 'account_unlink') return;
  if (!isText(title) || title === '') yield parameter(`Param ${where}[title] is required`);
  else if (title.length > longestTitle)
    yield parameter(`Length of param ${where}[title] must be less than or equal to ${longestTitle}`);
  if (type === 'postback') {
    if (!isText(payload) || payload === '') yield parameter(`Param ${where}[payload] is required`);
    else if (payload.length > 1000)
      yield parameter(`Length of param ${where}[payload] must be less than or equal to 1000`);
  } else if (type === 'web_url') {
    if (!isText(url) || !/^https?:\/\/\S+$/i.test(url))
      yield parameter(`Param ${where}[url] is not a valid URI`);
  } else if (type === 'phone_number') {
    if (!isText(payload) || !/^\+\d{5,15}$/.test(payload))
      yield parameter(`Param ${where}[payload] must be a phone number like +84...`);
  } else {
    yield parameter(
      `Param ${where}[type] must be one of {WEB_URL, POSTBACK, PHONE_NUMBER, ACCOUNT_LINK, ACCOUNT_UNLINK}`,
    );
  }
}
