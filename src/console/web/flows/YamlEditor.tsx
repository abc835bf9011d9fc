import { autocompletion, completionKeymap, type CompletionContext } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import schema from '../../../../flows/schema.json';
import type { FindingView } from '../../flow-contract';
import { completeYaml } from './complete-yaml';
import { vietnamese } from './editor-words';

type Props = {
  readonly text: string;
  readonly label: string;
  readonly findings: readonly FindingView[];
  /** Names of steps are completed in flows only. */
  readonly isFlow: boolean;
  readonly onChange: (text: string) => void;
};

/** Where the YAML of a flow is written. What is wrong stands at its line. */
export function YamlEditor({ text, label, findings, isFlow, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const changed = useRef(onChange);
  useEffect(() => {
    changed.current = onChange;
  }, [onChange]);

  const first = useRef(text);
  useEffect(() => {
    if (place.current === null) return undefined;
    const complete = (context: CompletionContext) => {
      const found = completeYaml(schema as object, context.state.doc.toString(), context.pos);
      if (!found || (!context.explicit && found.from === context.pos)) return null;
      return {
        from: found.from,
        options: found.words.map(({ word, isKey }) => ({
          label: word,
          apply: isKey ? `${word}: ` : word,
          type: isKey ? 'property' : 'enum',
        })),
      };
    };
    const made = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          lineNumbers(),
          history(),
          yaml(),
          syntaxHighlighting(defaultHighlightStyle),
          bracketMatching(),
          highlightActiveLine(),
          highlightSelectionMatches(),
          lintGutter(),
          autocompletion({ override: isFlow ? [complete] : [] }),
          keymap.of([
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
            ...searchKeymap,
            indentWithTab,
          ]),
          EditorView.lineWrapping,
          EditorState.tabSize.of(2),
          EditorState.phrases.of(vietnamese),
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [isFlow, label]);

  // Told from outside, e.g. when the draft of somebody else was taken over.
  useEffect(() => {
    const made = view.current;
    if (!made || made.state.doc.toString() === text) return;
    made.dispatch({ changes: { from: 0, to: made.state.doc.length, insert: text } });
  }, [text]);

  useEffect(() => {
    const made = view.current;
    if (made) made.dispatch(setDiagnostics(made.state, diagnosticsOf(made.state, findings)));
  }, [findings]);

  return <div ref={place} className="yaml-editor" />;
}

function diagnosticsOf(state: EditorState, findings: readonly FindingView[]): Diagnostic[] {
  return findings.map(({ line = 1, what, mend }) => {
    const { from, to } = state.doc.line(Math.min(Math.max(line, 1), state.doc.lines));
    return { from, to, severity: 'error', message: `${what}. Cách sửa: ${mend}` };
  });
}
