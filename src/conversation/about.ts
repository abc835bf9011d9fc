import { kindWords } from '../cases/plain-words';
import type { Answers } from './answer';
import type { Conversation, Frame, OwnCase } from './conversation';

/** The own case that a flow speaks about, if it speaks about one. */
export const caseAbout = (
  { cases }: Pick<Conversation, 'cases'>,
  frame: Frame | undefined,
): OwnCase | undefined => cases.find(({ id }) => id === frame?.about);

/** What texts and branches may say of it. Not kept among the answers: it ends with the flow. */
export function factsAbout(conversation: Conversation, frame: Frame | undefined): Answers {
  const own = caseAbout(conversation, frame);
  if (!own) return {};
  return {
    'ho-so-nay.ma': { type: 'text', text: own.code },
    'ho-so-nay.loai': { type: 'choice', value: own.kind, title: kindWords[own.kind] },
  };
}

/** The marks of a frame that speaks about this case. */
export const markAbout = ({ id, kind }: OwnCase): Pick<Frame, 'about' | 'secret'> => ({
  about: id,
  ...(kind === 'to-cao' && { secret: true }),
});
