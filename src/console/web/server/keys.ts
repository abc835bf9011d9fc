import type { Filters } from '../address/address';

/** Under which names answers are cached. */
export const keys = {
  lists: ['cases'],
  list: (filters: Filters) => ['cases', filters],
  counts: ['counts'],
  case: (id: string) => ['case', id],
  connection: (stoppedSince: number | undefined) => ['connection', stoppedSince],
  flows: ['flows'],
  flow: (name: string) => ['flows', name],
  transcript: (id: string) => ['transcript', id],
} as const;
