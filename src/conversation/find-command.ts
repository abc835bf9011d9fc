import { messageIs } from '../language/same-message';
import type { FlowBook } from './flow-book';
import type { Command } from './payload';

/**
 * The command that a whole message is, if it is one. Where any words are an answer (`mustMean`), a command of one
 * word has to carry its marks: "Huy" is a person's name, "hủy" is not.
 */
export function findCommand(book: FlowBook, said: string, mustMean: boolean): Command | undefined {
  const isSaid = messageIs(said);
  const means = (word: string) => isSaid(word, { marks: mustMean && !word.trim().includes(' ') });
  const { commands } = book.phrases;
  for (const type of ['back', 'cancel', 'restart', 'help'] as const) {
    if (commands[type].some(means)) return { type };
  }
  for (const { flow } of book.current.values()) {
    if (flow.commands?.some(means)) return { type: 'call', flow: flow.id };
  }
  return undefined;
}
