import type { Flow, Step } from './flow';

/** Where a step may lead within its own flow, and whether the flow may end there. */
export type Roads = { readonly steps: readonly string[]; readonly ends: boolean };

/** @param at the step's place in its flow: without `next`, a step leads to the one after it. */
export function roadsFrom(flow: Flow, at: number): Roads {
  const step = flow.steps[at];
  if (!step) return { steps: [], ends: true };
  const following = step.next ?? flow.steps[at + 1]?.id;
  const roads = (...steps: readonly (string | undefined)[]): Roads => ({
    steps: steps.filter((to) => to !== undefined),
    ends: steps.includes(undefined),
  });
  switch (step.type) {
    case 'end':
    case 'go-to':
    case 'hand-over':
      return roads(undefined);
    case 'branch':
      return roads(...step.when.map(({ next }) => next), following);
    case 'refer':
      return roads(step.found, following);
    case 'list-cases':
      return roads(following, step.none);
    case 'own-case':
      return roads(following, step.unfit, step.missing);
    case 'recall':
      return roads(following, step.found);
    case 'look-up':
      return roads(step.found, step.missing);
    case 'send-form':
      return roads(following, step.missing);
    case 'ask':
      if (step.answer !== 'choice') return roads(following);
      return roads(
        ...step.choices.map(({ next }) => next ?? following),
        ...(step.optional ? [following] : []),
      );
    default:
      return roads(following);
  }
}

/** Where a turn stops: for the citizen, for the world, or because an officer speaks. */
export const waits = ({ type }: Step): boolean =>
  type === 'ask' ||
  type === 'review' ||
  type === 'look-up' ||
  type === 'own-case' ||
  type === 'open-case' ||
  type === 'wait' ||
  type === 'hand-over';
