/** Milliseconds since 1970, UTC. The only source of time outside the console's sign-in. */
export type Clock = { readonly now: () => number };

export const systemClock: Clock = { now: () => Date.now() };
