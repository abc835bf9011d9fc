import { z } from 'zod';
import type { StepType } from '../turn';
import { ask } from './ask';
import { branch } from './branch';
import { call } from './call';
import { end } from './end';
import { goTo } from './go-to';
import { handOver } from './hand-over';
import { lookUp } from './look-up';
import { openCase } from './open-case';
import { refer } from './refer';
import { review } from './review';
import { say } from './say';
import { sendForm } from './send-form';
import { set } from './set';
import { wait } from './wait';

/** Every step type there is. A new one is a file here and a line in this table. */
export const stepTypes = {
  say,
  ask,
  branch,
  set,
  'go-to': goTo,
  call,
  refer,
  review,
  'open-case': openCase,
  'look-up': lookUp,
  'send-form': sendForm,
  'hand-over': handOver,
  wait,
  end,
} as const;

export const step = z.discriminatedUnion('type', [
  say.schema,
  ask.schema,
  branch.schema,
  set.schema,
  goTo.schema,
  call.schema,
  refer.schema,
  review.schema,
  openCase.schema,
  lookUp.schema,
  sendForm.schema,
  handOver.schema,
  wait.schema,
  end.schema,
]);

export type Step = z.infer<typeof step>;

/** The table is typed by step; looking it up by the step's own type keeps the two together. */
export const stepTypeOf = (of: Step): StepType<Step> => stepTypes[of.type] as unknown as StepType<Step>;
