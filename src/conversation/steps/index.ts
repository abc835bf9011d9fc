import { z } from 'zod';
import type { StepType } from '../turn';
import { ask } from './ask';
import { branch } from './branch';
import { call } from './call';
import { end } from './end';
import { forget } from './forget';
import { goTo } from './go-to';
import { handOver } from './hand-over';
import { listCases } from './list-cases';
import { lookUp } from './look-up';
import { openCase } from './open-case';
import { ownCase } from './own-case';
import { recall } from './recall';
import { refer } from './refer';
import { review } from './review';
import { say } from './say';
import { sendForm } from './send-form';
import { set } from './set';
import { tellCase } from './tell-case';
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
  'list-cases': listCases,
  'own-case': ownCase,
  'tell-case': tellCase,
  recall,
  forget,
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
  listCases.schema,
  ownCase.schema,
  tellCase.schema,
  recall.schema,
  forget.schema,
  handOver.schema,
  wait.schema,
  end.schema,
]);

export type Step = z.infer<typeof step>;

/** The table is typed by step; looking it up by the step's own type keeps the two together. */
export const stepTypeOf = (of: Step): StepType<Step> => stepTypes[of.type] as unknown as StepType<Step>;
