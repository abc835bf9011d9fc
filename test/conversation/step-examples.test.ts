import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkFlows, type FlowIn } from '../../src/conversation/check-flow';
import { step, type Step } from '../../src/conversation/flow';
import { stepTypes } from '../../src/conversation/steps';
import { ask, type AskStep } from '../../src/conversation/steps/ask';
import { shippedFlows } from '../support/shipped-flows';

const folder = join(__dirname, '../../src/conversation/steps');
const { phrases, department, flows } = shippedFlows();

/** `index` is the table, `question` what all questions share. */
const files = readdirSync(folder).filter((file) => /^(?!index|question).+\.ts$/.test(file));

/** The YAML after `@example` in a file's comment. */
function exampleIn(path: string): unknown {
  const comment = /\/\*\*(?:(?!\*\/).)*@example\n(.*?)\*\//s.exec(
    readFileSync(join(folder, path), 'utf8'),
  )?.[1];
  return comment === undefined ? undefined : parse(comment.replace(/^ \* ?/gm, ''));
}

describe('the example that opens every step type', () => {
  it('is there for each type of the table', () => {
    expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(Object.keys(stepTypes).sort());
  });

  it.each(files)('%s shows a step that its schema takes', (file) => {
    const type = file.replace('.ts', '') as keyof typeof stepTypes;
    const example = exampleIn(file);
    expect(example).toHaveProperty('type', type);
    expect(stepTypes[type].schema.parse(example)).toEqual(example);
    expect(step.parse(example)).toEqual(example);
  });
});

describe('the example that opens every kind of answer', () => {
  const kinds = readdirSync(join(folder, 'answers'));

  it('is there for each kind that can be asked for', () => {
    const known: readonly string[] = ask.schema.options.map((option) => option.shape.answer.value);
    expect(kinds.map((file) => file.replace('.ts', '')).sort()).toEqual([...known].sort());
  });

  it.each(kinds)('answers/%s shows a question that can be asked', (file) => {
    const example = exampleIn(`answers/${file}`);
    expect(example).toMatchObject({ type: 'ask', answer: file.replace('.ts', '') });
    expect(ask.schema.parse(example)).toEqual(example);
    // Within what ships, the question has nothing wrong either.
    const question = {
      ...(example as AskStep),
      id: 'vi-du',
      save: undefined,
      next: undefined,
    } satisfies Step;
    const sample: FlowIn = {
      file: file,
      flow: { id: 'vi-du', version: 1, title: 'Ví dụ', start: 'vi-du', steps: [withoutRoads(question)] },
    };
    const shipped = flows.map((flow) => ({ file: `${flow.id}.yaml`, flow }));
    expect(checkFlows([...shipped, sample], phrases, department)).toEqual([]);
  });
});

/** An example's choices may name steps of a flow that is not shown. */
const withoutRoads = (question: AskStep): AskStep =>
  question.answer === 'choice'
    ? { ...question, choices: question.choices.map(({ next: _next, ...choice }) => choice) }
    : question;
