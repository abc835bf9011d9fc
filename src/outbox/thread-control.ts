import type { Perform } from './perform';

/*
 * Who has the thread is Meta's matter: where the page routes nothing, or has another default app, it refuses, and
 * nothing is lost by that. So what comes of these calls is only logged by the client's answer to the next message.
 */

/** Gives the thread to the app that asked for it. */
export const passThread: Perform<'pass-thread'> = (deps, { psid }, { appId }) =>
  deps.client.passThread(psid, appId);

/** Takes the thread back, so that what the bot or an officer says next may go out. */
export const takeThread: Perform<'take-thread'> = (deps, { psid }) => deps.client.takeThread(psid);
