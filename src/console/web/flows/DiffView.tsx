import { yaml } from '@codemirror/lang-yaml';
import { defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { vietnamese } from './editor-words';

type Side = { readonly title: string; readonly text: string };
type Props = { readonly before: Side; readonly after: Side };

/** Two texts side by side, or one under the other on a phone; what is the same in both is folded away. */
export function DiffView({ before, after }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [old, now] = [before.text, after.text];
  useEffect(() => {
    if (place.current === null) return undefined;
    const extensions: Extension[] = [
      lineNumbers(),
      yaml(),
      syntaxHighlighting(defaultHighlightStyle),
      EditorView.lineWrapping,
      EditorView.editable.of(false),
      EditorState.readOnly.of(true),
      EditorState.phrases.of(vietnamese),
    ];
    const collapseUnchanged = { margin: 3, minSize: 6 };
    const made =
      place.current.clientWidth < 700
        ? new EditorView({
            parent: place.current,
            doc: now,
            extensions: [
              ...extensions,
              unifiedMergeView({ original: old, mergeControls: false, collapseUnchanged }),
            ],
          })
        : new MergeView({
            parent: place.current,
            a: { doc: old, extensions },
            b: { doc: now, extensions },
            collapseUnchanged,
          });
    return () => made.destroy();
  }, [old, now]);
  return (
    <div className="diff">
      <p className="diff-titles">
        <span>{before.title}</span>
        <span>{after.title}</span>
      </p>
      {old === now && <p className="diff-same">Hai bản giống hệt nhau.</p>}
      <div ref={place} className="diff-texts" />
    </div>
  );
}
