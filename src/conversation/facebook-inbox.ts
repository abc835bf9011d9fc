import type { Conversation } from './conversation';
import type { Effect } from './effects';
import type { FlowBook } from './flow-book';
import type { CitizenInput } from './input';
import type { Scene } from './make-turn';
import { newestOpen, OFFICER_SILENT, withOfficer } from './officer-speaks';
import type { Walked } from './walk';

/** What happens to a conversation in Facebook's own inbox: a person speaks there, and the bot keeps silent. */
type Happening = 'said' | 'taken';

/** A person answers there, or has the thread. What is said then belongs to the tố cáo, if there is one open. */
export function speaksOnFacebook(
  book: FlowBook,
  conversation: Conversation,
  scene: Scene,
  happening: Happening,
): Walked {
  const { onFacebook } = conversation;
  const secret = conversation.cases.findLast(({ kind, closed }) => kind === 'to-cao' && !closed);
  const about = conversation.withOfficer ?? secret?.id ?? newestOpen(conversation)?.id;
  const isNews = happening === 'said' || onFacebook === undefined;
  const type = happening === 'said' ? 'staff-answered' : 'staff-took';
  const told: Effect[] = isNews && about ? [{ type, caseId: about, eventId: scene.eventId }] : [];
  const until = scene.at + book.department['facebook-silence-hours'] * 3_600_000;
  // Word of it came so late that the silence is over.
  if (until <= scene.now) return { conversation, effects: happening === 'said' ? told : [] };
  const silentUntil = Math.max(until, onFacebook?.until ?? 0);
  const answeredAt =
    happening === 'said' ? Math.max(scene.at, onFacebook?.answeredAt ?? 0) : onFacebook?.answeredAt;
  const isTaken = happening === 'taken' || onFacebook?.taken === true;
  return {
    conversation: {
      ...withOfficer({ ...conversation, silenceBroken: undefined }, about),
      onFacebook: {
        since: onFacebook?.since ?? scene.at,
        until: silentUntil,
        ...(answeredAt !== undefined && { answeredAt }),
        ...(isTaken && { taken: true }),
      },
    },
    effects: [
      ...(conversation.speaker === 'bot' ? [{ type: 'hush' } as const] : []),
      ...told,
      { type: 'set-timer', name: OFFICER_SILENT, dueAt: silentUntil },
    ],
  };
}

/** The citizen writes while the inbox has the thread: whoever has it reads it there, and we keep it. */
export function saidAside(
  book: FlowBook,
  conversation: Conversation,
  said: CitizenInput,
  scene: Scene,
): Walked {
  const paused = conversation.onFacebook
    ? { conversation, effects: [] }
    : speaksOnFacebook(book, conversation, scene, 'taken');
  const { withOfficer: caseId } = paused.conversation;
  if (!caseId || said.type === 'wordless') return paused;
  return { ...paused, effects: [...paused.effects, { type: 'add-to-case', caseId, eventId: scene.eventId }] };
}

/** Whether the person there has the last word: then nobody waits for an answer when the bot comes back. */
export const hasLastWord = ({ onFacebook, heardAt }: Conversation): boolean =>
  onFacebook?.answeredAt !== undefined && heardAt <= onFacebook.answeredAt;
