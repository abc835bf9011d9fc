import { markAbout } from './about';
import { confirm } from './confirm';
import type { Conversation } from './conversation';
import { discard } from './discard';
import type { FlowBook } from './flow-book';
import { isSent } from './is-sent';
import { isConfidential, sayIn, type Scene } from './make-turn';
import type { Command } from './payload';
import { atRest, backTo, enterAside, enterFlow, walk, type Walked } from './walk';

/** Does what a command asks, at whatever step the conversation stands. */
export function runCommand(book: FlowBook, before: Conversation, command: Command, scene: Scene): Walked {
  const conversation: Conversation = { ...before, confirming: undefined, confirmedAgain: undefined };
  const isBusy = conversation.frames.length > 0;
  const say = (text: string, at = conversation) => sayIn(book, at, undefined, text);
  const again = () => walk(book, conversation, scene);
  const fromStart = () => walk(book, enterFlow(book, atRest(conversation), book.entry), scene);
  const anew = (): Walked => {
    const { effects } = discard(conversation, 'cancelled');
    const begun = fromStart();
    return { ...begun, effects: [...effects, ...begun.effects] };
  };
  const then = (text: string, walked: Walked): Walked => ({
    ...walked,
    effects: [say(text), ...walked.effects],
  });

  switch (command.type) {
    case 'start':
    case 'restart':
      return hasAnswers(conversation) && !isSent(conversation)
        ? confirm(book, conversation, 'restart')
        : fromStart();
    case 'cancel':
      return isBusy && !isSent(conversation) ? confirm(book, conversation, 'cancel') : fromStart();
    case 'yes':
      if (before.confirming === 'cancel') {
        const discarded = discard(conversation, 'cancelled');
        return { ...discarded, effects: [...discarded.effects, say(book.phrases.cancelled)] };
      }
      if (before.confirming === 'restart') return anew();
      if (before.confirming === 'resume') return again();
      return isBusy ? then(book.phrases['old-button'], again()) : fromStart();
    case 'no':
      if (before.confirming === 'resume') return anew();
      return isBusy ? again() : fromStart();
    case 'back': {
      const earlier = goBack(conversation);
      // Files sent in a tố cáo do not come along into what is chosen instead.
      const leaves = earlier && isConfidential(book, conversation) && !isConfidential(book, earlier);
      if (earlier) return walk(book, leaves ? { ...earlier, extras: [] } : earlier, scene);
      return isBusy ? then(book.phrases['nothing-to-go-back'], again()) : fromStart();
    }
    case 'help':
      return isBusy ? then(book.phrases.help, again()) : then(book.phrases.help, fromStart());
    case 'call':
      if (!book.current.has(command.flow))
        return isBusy ? then(book.phrases['old-button'], again()) : fromStart();
      // The same side question twice in a row would stack up for ever.
      if (conversation.frames.some(({ flow, aside }) => aside && flow === command.flow)) return again();
      if (conversation.frames.at(-1)?.flow === command.flow) return again();
      return call(book, conversation, command, scene);
  }
}

/** Starts a flow: on top of what is under way as a side question, or on its own where it opens a case. */
function call(
  book: FlowBook,
  before: Conversation,
  { flow, about: code }: Extract<Command, { type: 'call' }>,
  scene: Scene,
): Walked {
  const conversation = { ...before, misses: 0 };
  const own = conversation.cases.find((one) => one.code === code);
  const mark = own && markAbout(own);
  const isBusy = conversation.frames.length > 0;
  if (isBusy && opensCase(book, flow)) {
    const isUnsent = hasAnswers(conversation) && !isSent(conversation);
    if (!isUnsent) return walk(book, enterFlow(book, atRest(conversation), flow), scene);
    // Two intakes at once would mix what was said for the one with the other.
    const first = sayIn(book, conversation, undefined, book.phrases['finish-first']);
    const again = walk(book, conversation, scene);
    return { ...again, effects: [first, ...again.effects] };
  }
  const entered = isBusy
    ? enterAside(book, conversation, flow, mark)
    : enterFlow(book, conversation, flow, mark);
  const walked = walk(book, entered, scene);
  return mark?.secret ? { ...walked, confidential: true } : walked;
}

const opensCase = (book: FlowBook, flowId: string): boolean =>
  book.current.get(flowId)?.flow.steps.some(({ type }) => type === 'open-case') === true;

const hasAnswers = ({ answers, frames }: Conversation) =>
  frames.length > 0 && Object.keys(answers).length > 0;

/** The last answered question, open again. Leaves a side question, or a change of one answer, first. */
function goBack(conversation: Conversation): Conversation | undefined {
  const innermost = conversation.frames.at(-1);
  if ((innermost?.aside || innermost?.only) && conversation.frames.length > 1) {
    const { former } = innermost;
    const answers = former ? { ...conversation.answers, [former.name]: former.answer } : conversation.answers;
    return backTo({ ...conversation, misses: 0, answers }, conversation.frames.slice(0, -1));
  }
  const last = conversation.trail.at(-1);
  if (!last) return undefined;
  const answers = Object.fromEntries(
    Object.entries(conversation.answers).filter(([name]) => name !== last.answer),
  );
  return backTo({ ...conversation, misses: 0, answers, trail: conversation.trail.slice(0, -1) }, last.frames);
}
