import type { Clock } from '../../clock';

/** Remembers what was used last, for a while: bounded in number and in time. */
export function recently<V>(clock: Clock, most: number, ms: number) {
  const kept = new Map<string, { readonly value: V; readonly since: number }>();
  return {
    get: (name: string): { readonly value: V } | undefined => {
      const found = kept.get(name);
      if (!found) return undefined;
      kept.delete(name);
      const age = clock.now() - found.since;
      // A clock that was set back must not make it last.
      if (age < 0 || age >= ms) return undefined;
      kept.set(name, found);
      return found;
    },
    set: (name: string, value: V): void => {
      kept.delete(name);
      kept.set(name, { value, since: clock.now() });
      const oldest = kept.keys().next();
      if (kept.size > most && !oldest.done) kept.delete(oldest.value);
    },
    forget: (name: string): void => void kept.delete(name),
  };
}
