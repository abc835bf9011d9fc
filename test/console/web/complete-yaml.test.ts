import schema from '../../../flows/schema.json';
import { completeYaml, type Schema } from '../../../src/console/web/flows/complete-yaml';

const flow = `id: gop-y
title: Góp ý
steps:
  - id: noi-dung
    type: ask
    answer: choice
    ^1
    choices:
      - value: co
        next: ^2
  - id: ket
    ty^3
    text: Cảm ơn.
  - id: rong
    type: ^4
  - id: ho-so
    type: open-case
    kind: ph^5
^6
`;

/** The words offered at a mark, the marks themselves being left out of the text. */
function offered(mark: number): readonly string[] | undefined {
  const at = flow.slice(0, flow.indexOf(`^${mark}`)).replaceAll(/\^\d/g, '').length;
  return completeYaml(schema as object, flow.replaceAll(/\^\d/g, ''), at)?.words.map(({ word }) => word);
}

describe('the completion of a flow', () => {
  it.each([
    ['keys of the kind of step around it', 1, ['hint', 'label', 'choices', 'optional', 'law']],
    ['steps of this flow', 2, ['noi-dung', 'ket', 'rong', 'ho-so']],
    ['keys of any step while it has no type', 3, ['type', 'text', 'minutes']],
    ['kinds of step', 4, ['say', 'ask', 'open-case', 'hand-over']],
    ['values where they are few', 5, ['phan-anh', 'to-cao', 'chua-ro']],
    ['keys of the flow itself', 6, ['id', 'version', 'title', 'start', 'steps', 'menu']],
  ])('offers %s', (_title, mark, words) => {
    expect(offered(mark)).toEqual(expect.arrayContaining([...words]));
  });

  it('offers no key of another kind of step', () => {
    expect(offered(1)).not.toContain('minutes');
    expect(offered(4)).not.toContain('text');
  });

  it('offers nothing within a sentence', () => {
    const text = 'id: a\nsteps:\n  - id: b\n    type: say\n    text: Xin chào';
    expect(completeYaml(schema as object as Schema, text, text.length)).toBeUndefined();
  });
});
