import type { Fault, GraphCall } from './graph-call';

export type Faults = {
  readonly add: (fault: Fault) => () => void;
  /** The first fault that hits this call; it is used up by one. */
  readonly take: (call: GraphCall) => Fault | undefined;
  readonly heal: () => void;
  /** Some fault still waits for its call. */
  readonly any: () => boolean;
};

export function createFaults(): Faults {
  let faults: { readonly fault: Fault; left: number }[] = [];
  return {
    add(fault) {
      const entry = { fault, left: fault.times };
      faults.push(entry);
      return () => void (faults = faults.filter((other) => other !== entry));
    },
    take(call) {
      const hit = faults.find(({ fault, left }) => left > 0 && (fault.match?.(call) ?? true));
      if (hit === undefined) return undefined;
      hit.left--;
      faults = faults.filter(({ left }) => left > 0);
      return hit.fault;
    },
    heal: () => void (faults = []),
    any: () => faults.length > 0,
  };
}
