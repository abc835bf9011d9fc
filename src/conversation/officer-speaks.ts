import type { Conversation } from './conversation';
import type { Department } from './department';
import type { Effect } from './effects';

/** The timer that gives the conversation back to the bot when an officer has been silent for long. */
export const OFFICER_SILENT = 'officer-silent';

/** Set anew with everything that an officer does: nobody is left without any answer for ever. */
export const silenceTimer = (department: Department, now: number): Effect => ({
  type: 'set-timer',
  name: OFFICER_SILENT,
  dueAt: now + department['officer-silence-hours'] * 3_600_000,
});

export const withBot = (conversation: Conversation): Conversation => ({
  ...conversation,
  speaker: 'bot',
  withOfficer: undefined,
});

/** What follows when the bot speaks again although no officer handed back: the case has to know. */
export const botResumed = ({ withOfficer }: Conversation): Effect[] => [
  { type: 'clear-timer', name: OFFICER_SILENT },
  ...(withOfficer ? [{ type: 'bot-resumed', caseId: withOfficer } as const] : []),
];
