import type { SpecOf } from './collection';

/** An officer's signed-in browser. The id is the SHA-256 of the cookie's token, so the store never holds the token. */
export type SignInDoc = {
  readonly id: string;
  readonly accountId: string;
  readonly startedAt: number;
  readonly seenAt: number;
};

export const signInsSpec: SpecOf<SignInDoc> = {
  name: 'sign-ins',
  indexes: [['accountId'], ['startedAt']],
};

/** Failed sign-ins under one username, whether such an account exists or not. The id is a hash of the username. */
export type SignInDelayDoc = {
  readonly id: string;
  readonly failures: number;
  readonly lastAt: number;
  readonly blockedUntil: number;
};

export const signInDelaysSpec: SpecOf<SignInDelayDoc> = {
  name: 'sign-in-delays',
  indexes: [['lastAt']],
};
