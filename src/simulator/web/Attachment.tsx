import type { AttachmentView } from '../chat-contract';
import { FileIcon, LikeIcon, PinIcon } from './icons';
import { showSize } from './thread-rows';

export function Attachment({ attachment }: { readonly attachment: AttachmentView }) {
  switch (attachment.type) {
    case 'sticker':
      return (
        <span className="sticker" role="img" aria-label="Nhãn dán thích">
          <LikeIcon />
        </span>
      );
    case 'location':
      return (
        <a
          className="file"
          href={`https://www.openstreetmap.org/?mlat=${attachment.lat}&mlon=${attachment.long}#map=16/${attachment.lat}/${attachment.long}`}
          target="_blank"
          rel="noopener noreferrer"
        >
          <PinIcon />
          <span>
            <strong>Vị trí đã ghim</strong>
            <small>
              {attachment.lat.toFixed(5)}, {attachment.long.toFixed(5)}
            </small>
          </span>
        </a>
      );
    case 'image':
      return (
        <a href={attachment.url} target="_blank" rel="noopener noreferrer" className="photo">
          <img src={attachment.url} alt={`Ảnh ${attachment.name}`} />
        </a>
      );
    case 'video':
      return (
        <video src={attachment.url} controls preload="metadata" aria-label={`Video ${attachment.name}`} />
      );
    case 'audio':
      return (
        <audio src={attachment.url} controls preload="metadata" aria-label={`Ghi âm ${attachment.name}`} />
      );
    case 'file':
      return (
        <a
          className="file"
          href={attachment.url}
          target="_blank"
          rel="noopener noreferrer"
          download={attachment.name}
        >
          <FileIcon />
          <span>
            <strong>{attachment.name}</strong>
            <small>{showSize(attachment.size)}</small>
          </span>
        </a>
      );
  }
}
