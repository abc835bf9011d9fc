import type { Advanced } from './advance';
import type { Conversation } from './conversation';
import type { CaseAnswer } from '../cases/case';
import { excludedBy } from './excluded';
import type { FlowBook } from './flow-book';
import { isFromCitizen, type Input } from './input';
import { noteHeard } from './last-tap';
import { isConfidential, sayIn } from './make-turn';
import { atRest } from './walk';

/**
 * What happens when a turn could not be taken: an apology, a case that an officer will look at with all that was
 * said so far, and a conversation at rest, so that the next message is answered again.
 */
export function failTurn(book: FlowBook, conversation: Conversation, input: Input): Advanced {
  const confidential = isConfidential(book, conversation);
  const answers = Object.entries(conversation.answers).flatMap(([id, answer]): CaseAnswer[] => {
    const label = book.labels.get(id);
    return label ? [{ id, answer, ...label }] : [];
  });
  const excluded = excludedBy(conversation.answers, book.department);
  const state = {
    ...atRest(conversation),
    ...(isFromCitizen(input) && noteHeard(conversation, input, confidential)),
  };
  return {
    state,
    effects: [
      {
        type: 'open-case',
        draft: {
          kind: confidential ? 'to-cao' : 'chua-ro',
          conversationId: conversation.id,
          summary: book.phrases['failed-turn-summary'],
          answers,
          files: [
            ...answers.flatMap(({ answer }) => (answer.type === 'files' ? answer.files : [])),
            ...conversation.extras,
          ],
          reason: 'failed-turn',
          ...(excluded && { excluded }),
        },
      },
      ...(conversation.speaker === 'bot'
        ? [sayIn(book, conversation, undefined, book.phrases['failed-turn'])]
        : []),
    ],
    // What failed may have been a name: in a tố cáo it is better kept from sight.
    mark: { confidential, identity: isFromCitizen(input) },
  };
}
