import type { Officer, OfficerId } from '../cases/case';
import type { SpecOf } from './collection';

/** An officer's account. */
export type AccountDoc = Officer & {
  readonly id: OfficerId;
  /** Small letters; what is typed at sign-in. */
  readonly username: string;
  /** Argon2id, with its own salt and costs inside. */
  readonly passwordHash: string;
  /** The password was made by the system and seen by whoever handed it over. */
  readonly mustChangePassword: boolean;
  readonly active: boolean;
  readonly createdAt: number;
};

export const accountsSpec: SpecOf<AccountDoc> = {
  name: 'accounts',
  indexes: [],
  unique: [['username']],
};
