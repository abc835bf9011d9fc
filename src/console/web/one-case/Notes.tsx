import { Alert, Button, Input } from 'antd';
import type { CaseView } from '../../contract';
import { Ago } from '../frame/Ago';
import { Details } from './Details';
import { describeDoer } from './describe-history';
import { sayActionFailure } from './say-failure';
import { useMessage } from './use-message';

/** What colleagues write for one another; the citizen never sees it. */
export function Notes({ view }: { readonly view: CaseView }) {
  const { text, setText, send, error, isPending } = useMessage(view, 'note');
  const notes = view.history.filter((entry) => entry.type === 'noted');
  const mayNote = view.may.includes('note');
  if (notes.length === 0 && !mayNote) return null;
  return (
    <Details title="Ghi chú nội bộ">
      {notes.length > 0 && (
        <ul className="notes">
          {notes.map((note) => (
            <li key={note.id} className="note">
              <p className="note-text" dir="auto">
                {note.text}
              </p>
              <p className="note-by">
                <bdi>{describeDoer(note)}</bdi> · <Ago at={note.at} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {mayNote && (
        <>
          {error !== null && (
            <Alert className="form-alert" type="error" showIcon title={sayActionFailure(error)} />
          )}
          <Input.TextArea
            aria-label="Nội dung ghi chú"
            placeholder="Chỉ cán bộ xem được, công dân không thấy."
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={10_000}
            value={text}
            readOnly={isPending}
            onChange={(event) => setText(event.target.value)}
          />
          <Button
            className="note-add"
            size="small"
            loading={isPending}
            disabled={text.trim() === ''}
            onClick={() => void send()}
          >
            Lưu ghi chú
          </Button>
        </>
      )}
    </Details>
  );
}
