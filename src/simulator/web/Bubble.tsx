import { Attachment } from './Attachment';
import { TemplateCard } from './TemplateCard';
import { showTime, type Row } from './thread-rows';

const authors = { citizen: 'Bạn', page: 'Trang', staff: 'Cán bộ, từ hộp thư Facebook' };

export function Bubble({
  row,
  onTap,
}: {
  readonly row: Row;
  readonly onTap: (title: string, payload: string) => void;
}) {
  const { message, heading, first, last, mark } = row;
  const mine = message.from === 'citizen';
  return (
    <>
      {heading !== undefined && <p className="heading">{heading}</p>}
      <article
        className={`line ${mine ? 'mine' : 'theirs'} ${first ? 'first' : ''} ${last ? 'last' : ''}`}
        aria-label={`${authors[message.from]}, ${showTime(message.at)}`}
        data-testid="message"
        data-from={message.from}
      >
        {message.from === 'staff' && first && (
          <small className="author">Cán bộ trả lời từ hộp thư Facebook</small>
        )}
        {message.attachments && message.attachments.length > 0 && (
          <div className={message.attachments.length > 1 ? 'attachments several' : 'attachments'}>
            {message.attachments.map((attachment, index) => (
              <Attachment key={index} attachment={attachment} />
            ))}
          </div>
        )}
        {message.text !== undefined && <p className="bubble">{withLinks(message.text)}</p>}
        {message.template && <TemplateCard template={message.template} onTap={onTap} />}
        {(last || mark !== undefined) && (
          <small className="time">
            <time dateTime={new Date(message.at).toISOString()}>{showTime(message.at)}</time>
            {mark !== undefined && (
              <span data-testid="mark">
                {' · '}
                {mark}
              </span>
            )}
          </small>
        )}
      </article>
    </>
  );
}

/** Addresses in a text can be opened, as in Messenger. */
function withLinks(text: string) {
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/g).map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} target="_blank" rel="noopener noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  );
}
