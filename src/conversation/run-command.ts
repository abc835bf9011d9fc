import { confirm } from './confirm';
import type { Conversation } from './conversation';
import type { FlowBook } from './flow-book';
import { isSent } from './is-sent';
import { isConfidential, sayIn, type Scene } from './make-turn';
import type { Command } from './payload';
import { atRest, enterFlow, walk, type Walked } from './walk';

/** Does what a command asks, at whatever step the conversation stands. */
export function runCommand(book: FlowBook, before: Conversation, command: Command, scene: Scene): Walked {
  const conversation: Conversation = { ...before, confirming: undefined, confirmedAgain: undefined };
  const isBusy = conversation.frames.length > 0;
  const say = (text: string, at = conversation) => sayIn(book, at, undefined, text);
  const again = () => walk(book, conversation, scene);
  const fromStart = () => walk(book, enterFlow(book, atRest(conversation), book.entry), scene);
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
      if (before.confirming === 'cancel')
        return { conversation: atRest(conversation), effects: [say(book.phrases.cancelled)] };
      if (before.confirming === 'restart') return fromStart();
      if (before.confirming === 'resume') return again();
      return isBusy ? then(book.phrases['old-button'], again()) : fromStart();
    case 'no':
      if (before.confirming === 'resume') return fromStart();
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
      return walk(
        book,
        enterFlow(book, { ...conversation, misses: 0 }, command.flow, { aside: isBusy }),
        scene,
      );
  }
}

const hasAnswers = ({ answers, frames }: Conversation) =>
  frames.length > 0 && Object.keys(answers).length > 0;

/** The last answered question, open again. Leaves a side question, or a change of one answer, first. */
function goBack(conversation: Conversation): Conversation | undefined {
  const innermost = conversation.frames.at(-1);
  if ((innermost?.aside || innermost?.only) && conversation.frames.length > 1) {
    const { former } = innermost;
    const answers = former ? { ...conversation.answers, [former.name]: former.answer } : conversation.answers;
    return { ...conversation, misses: 0, answers, frames: conversation.frames.slice(0, -1) };
  }
  const last = conversation.trail.at(-1);
  if (!last) return undefined;
  const answers = Object.fromEntries(
    Object.entries(conversation.answers).filter(([name]) => name !== last.answer),
  );
  return { ...conversation, misses: 0, answers, frames: last.frames, trail: conversation.trail.slice(0, -1) };
}
