import type { CaseId } from '../cases/case';
import type { Conversation, OwnCase } from './conversation';
import type { Department } from './department';
import type { Effect } from './effects';

/** The flow that brings a person. */
export const OFFICER_FLOW = 'gap-can-bo';

/** The flow for what cannot wait. */
export const URGENT_FLOW = 'cap-bach';

/** The flows that a closed case offers. */
export const RATE_FLOW = 'danh-gia';
export const NOT_DONE_FLOW = 'chua-xong';

/** The timer that gives the conversation back to the bot when an officer has been silent for long. */
export const OFFICER_SILENT = 'officer-silent';

/** Set anew with everything that an officer does: nobody is left without any answer for ever. */
export const silenceTimer = (department: Department, now: number): Effect => ({
  type: 'set-timer',
  name: OFFICER_SILENT,
  dueAt: now + department['officer-silence-hours'] * 3_600_000,
});

/** Past this the window that Meta gives may close before the message arrives. */
const WINDOW_MS = 23 * 3_600_000;

/** Whether the bot may still say something by itself, not in answer to the citizen. */
export const mayStillSpeak = ({ heardAt }: Conversation, now: number): boolean => now - heardAt <= WINDOW_MS;

export const withBot = (conversation: Conversation): Conversation => ({
  ...conversation,
  speaker: 'bot',
  withOfficer: undefined,
  onFacebook: undefined,
});

/** Who speaks from here on needs the thread, if Facebook's inbox has it. */
export const threadBack = ({ onFacebook }: Conversation): Effect[] =>
  onFacebook?.taken ? [{ type: 'take-thread' }] : [];

/** An officer speaks in this case from now on; whoever spoke in another one no longer does. */
export function withOfficer(conversation: Conversation, caseId: CaseId | undefined): Conversation {
  return { ...conversation, speaker: 'officer', ...(caseId !== undefined && { withOfficer: caseId }) };
}

/** What follows when the bot, or another officer, speaks although nobody handed back: the case has to know. */
export const botResumed = (conversation: Conversation): Effect[] => {
  const { withOfficer: caseId } = conversation;
  return [
    { type: 'clear-timer', name: OFFICER_SILENT },
    ...threadBack(conversation),
    ...(caseId ? [{ type: 'bot-resumed', caseId } as const] : []),
  ];
};

/** The citizen's newest matter, while it is open. */
export const newestOpen = ({ cases }: Conversation): OwnCase | undefined => {
  const newest = cases.at(-1);
  return newest?.closed ? undefined : newest;
};
