import type { Step } from './flow';

/** One thing that a citizen reads. `filled` ones may hold `{names}`; in the others braces stay braces. */
export type StepText = { readonly where: string; readonly text: string; readonly filled: boolean };

export function textsOf(step: Step): readonly StepText[] {
  const texts: StepText[] = [];
  const add = (where: string, text: string | undefined, filled: boolean) => {
    if (text !== undefined) texts.push({ where, text, filled });
  };
  if ('text' in step) add('"text"', step.text, true);
  if ('hint' in step) add('"hint"', step.hint, true);
  if (step.type === 'list-cases') {
    add('"line"', step.line, true);
    add('"secret-line"', step['secret-line'], true);
  }
  if (step.type === 'recall') {
    add('"yes"', step.yes, false);
    add('"no"', step.no, false);
  }
  if (step.type === 'send-form') add('"failed"', step.failed, true);
  if (step.type === 'set') add('"title"', step.title, false);
  if (step.type === 'say') step.buttons?.forEach(({ title }, at) => add(`button ${at + 1}`, title, false));
  if (step.type !== 'ask') return texts;
  add('"label"', step.label, false);
  if (step.answer === 'receivers') {
    add('"more"', step.more, true);
    add('"unknown"', step.unknown, false);
  }
  if (step.answer === 'yes-no') {
    add('"yes"', step.yes, false);
    add('"no"', step.no, false);
  }
  if (step.answer === 'choice') {
    for (const { value, title, also = [] } of step.choices) {
      add(`choice ${value}`, title, false);
      also.forEach((word) => add(`"also" of choice ${value}`, word, false));
    }
  }
  return texts;
}
