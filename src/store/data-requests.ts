import { createHmac } from 'node:crypto';
import type { Collection, SpecOf } from './collection';

/** A person asked, through Facebook, that we delete what we know of him, or took the app's permission away. */
export type DataRequestDoc = {
  /** The confirmation code that the person was given. */
  readonly id: string;
  readonly type: 'deletion' | 'deauthorization';
  /** The app's own id for the person. */
  readonly userId: string;
  readonly at: number;
  readonly state: 'received' | 'done';
  readonly doneAt: number | null;
};

export const dataRequestsSpec: SpecOf<DataRequestDoc> = {
  name: 'dataRequests',
  indexes: [['at'], ['state', 'at']],
  sealed: { fields: ['userId'], keyOf: 'id', erased: { userId: '' } },
};

/** @returns the confirmation code: the same for the same request, and not to be guessed */
export async function keepDataRequest(
  deps: { readonly dataRequests: Collection<DataRequestDoc>; readonly codeKey: Buffer },
  type: DataRequestDoc['type'],
  { userId, issuedAt }: { readonly userId: string; readonly issuedAt: number },
): Promise<string> {
  const mac = createHmac('sha256', deps.codeKey).update(`${type}|${userId}|${issuedAt}`).digest('hex');
  const id = mac.slice(0, 20).toUpperCase();
  const doc: DataRequestDoc = { id, type, userId, at: issuedAt, state: 'received', doneAt: null };
  await deps.dataRequests.insertIfAbsent([doc]);
  return id;
}
