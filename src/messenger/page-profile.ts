import type { FlowBook } from '../conversation/flow-book';
import { commandPayload, GET_STARTED } from '../conversation/payload';

/** The page's greeting, start button, menu and first questions, as the Messenger Profile API takes them. */
export function pageProfile(book: FlowBook): Readonly<Record<string, unknown>> {
  const entries = [...book.current.values()].flatMap(({ flow }) =>
    flow.menu === undefined
      ? []
      : [{ type: 'postback', title: flow.menu, payload: commandPayload({ type: 'call', flow: flow.id }) }],
  );
  const start = { type: 'postback', title: 'Gửi nội dung mới', payload: commandPayload({ type: 'restart' }) };
  const questions = [...book.current.values()].flatMap(({ flow }) =>
    flow['ice-breaker'] === undefined
      ? []
      : [
          {
            question: flow['ice-breaker'],
            payload: commandPayload(flow.entry ? { type: 'start' } : { type: 'call', flow: flow.id }),
          },
        ],
  );
  return {
    get_started: { payload: GET_STARTED },
    greeting: [{ locale: 'default', text: book.phrases.greeting }],
    persistent_menu: [
      { locale: 'default', composer_input_disabled: false, call_to_actions: [start, ...entries] },
    ],
    ...(questions.length > 0 && { ice_breakers: [{ locale: 'default', call_to_actions: questions }] }),
  };
}
