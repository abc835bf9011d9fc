import type { CitizenAction } from '../cases/apply-action';
import type { OwnCase } from './conversation';

/** What a citizen may do with a case of his own after it was sent. */
export const ownDeeds = ['add', 'withdraw', 'rate', 'dispute'] as const;
export type OwnDeed = (typeof ownDeeds)[number];

type WithoutEvent<T> = T extends unknown ? Omit<T, 'eventId'> : never;
/** A deed as its case hears of it. */
export type Told = WithoutEvent<CitizenAction>;

const isWithdrawn = ({ withdrawal }: OwnCase) => withdrawal === 'confirmed';
const isAnswered = (own: OwnCase) => (own.answered === true || own.closed === true) && !isWithdrawn(own);

const fitting: Readonly<Record<OwnDeed, (own: OwnCase) => boolean>> = {
  add: (own) => !isWithdrawn(own),
  withdraw: ({ closed, withdrawal }) => !closed && withdrawal === undefined,
  rate: (own) => isAnswered(own) && !own.rated,
  dispute: (own) => isAnswered(own) && !own.disputed,
};

/** Whether it can be done with this case now, as far as the conversation knows. */
export const fitsDeed = (own: OwnCase, deed: OwnDeed): boolean => fitting[deed](own);

/** What the conversation remembers of the case once it was done. */
export const afterDeed: Readonly<Record<OwnDeed, Partial<OwnCase>>> = {
  add: {},
  withdraw: { withdrawal: 'asked' },
  rate: { rated: true },
  // The next answer may be rated anew.
  dispute: { disputed: true, answered: false, closed: false, rated: false },
};
