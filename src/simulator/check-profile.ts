import { checkButtons } from './check-buttons';
import { isObject, isText, type Json } from './json';
import { parameter, type Refusal } from './refusal';

/** The refusal that Meta would answer to `POST /me/messenger_profile`; `current` is the profile so far. */
export function checkProfile(change: Json, current: Json): Refusal | undefined {
  for (const refusal of problems(change, { ...current, ...change })) return refusal;
  return undefined;
}

function* problems(change: Json, whole: Json): Generator<Refusal> {
  if (Object.keys(change).length === 0)
    yield parameter('You must set at least one of the messenger profile properties');
  const { get_started: start, greeting, persistent_menu: menu, ice_breakers: breakers } = change;
  if (
    start !== undefined &&
    (!isObject(start) || !isText(start.payload) || start.payload === '' || start.payload.length > 1000)
  ) {
    yield parameter('Param get_started[payload] must be a text of 1 to 1000 characters');
  }
  if (greeting !== undefined) {
    yield* checkLocales(greeting, 'greeting');
    for (const { text } of objects(greeting)) {
      if (!isText(text) || text.length > 160)
        yield parameter('Length of param greeting[text] must be less than or equal to 160');
    }
  }
  if (menu !== undefined) {
    yield* checkLocales(menu, 'persistent_menu');
    if (whole.get_started === undefined)
      yield parameter('You must set a Get Started button if you also wish to use persistent menu', 2018145);
    for (const { call_to_actions: actions } of objects(menu)) {
      if (actions !== undefined)
        yield* checkButtons(actions, 'persistent_menu[call_to_actions]', { most: 20, title: 30 });
    }
  }
  if (breakers !== undefined) {
    yield* checkLocales(breakers, 'ice_breakers');
    for (const { call_to_actions: actions } of objects(breakers)) {
      if (!Array.isArray(actions) || actions.length === 0 || actions.length > 4) {
        yield parameter('Param ice_breakers[call_to_actions] must be an array of 1 to 4 questions');
      } else if (
        !actions.every((action) => isObject(action) && isText(action.question) && isText(action.payload))
      ) {
        yield parameter('Param ice_breakers[call_to_actions] needs question and payload');
      }
    }
  }
}

function* checkLocales(value: unknown, where: string): Generator<Refusal> {
  if (!objects(value).some(({ locale }) => locale === 'default'))
    yield parameter(`Param ${where} must have an entry for the locale "default"`);
}

const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
