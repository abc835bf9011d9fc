import { isDeepStrictEqual } from 'node:util';

type Profile = Readonly<Record<string, unknown>>;

/** The properties that are not as they should be. @param current as Meta says it is; it adds fields of its own. */
export const profileChanges = (current: Profile, wanted: Profile): Profile =>
  Object.fromEntries(Object.entries(wanted).filter(([name, value]) => !holds(current[name], value)));

/** Whether all that is wanted is there; what Meta says beside it does not matter. */
function holds(there: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(there) &&
      there.length === wanted.length &&
      wanted.every((one, at) => holds(there[at], one))
    );
  if (typeof wanted !== 'object' || wanted === null) return isDeepStrictEqual(there, wanted);
  if (typeof there !== 'object' || there === null) return false;
  return Object.entries(wanted).every(([name, value]) => holds((there as Profile)[name], value));
}
