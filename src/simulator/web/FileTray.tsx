import { useEffect, useState } from 'react';
import { CloseIcon, FileIcon } from './icons';
import { showSize } from './thread-rows';

type Props = { readonly files: readonly File[]; readonly onRemove: (file: File) => void };

/** What is chosen but not yet sent. */
export function FileTray({ files, onRemove }: Props) {
  if (files.length === 0) return null;
  return (
    <ul className="tray" aria-label="Tệp sẽ gửi">
      {files.map((file, index) => (
        <li key={`${file.name} ${file.lastModified} ${index}`}>
          <Picture file={file} />
          <small>{file.name}</small>
          <small>{showSize(file.size)}</small>
          <button
            type="button"
            className="icon-button"
            aria-label={`Bỏ tệp ${file.name}`}
            onClick={() => onRemove(file)}
          >
            <CloseIcon />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Picture({ file }: { readonly file: File }) {
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!file.type.startsWith('image/')) return;
    // A data address, as the content security policy of the server need not allow blob: for images.
    const reader = new FileReader();
    reader.onload = () => setUrl(reader.result as string);
    reader.readAsDataURL(file);
    return () => reader.abort();
  }, [file]);
  return url === undefined ? <FileIcon /> : <img src={url} alt="" />;
}
