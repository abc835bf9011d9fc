import type { FileView } from '../../contract';
import { formatSize } from '../wording/format-size';

const typeLabels: Readonly<Record<FileView['type'], string>> = {
  image: 'Ảnh',
  video: 'Video',
  audio: 'Ghi âm',
  file: 'Tệp',
  location: 'Vị trí',
};

/** What kind of file it is, how large, and whether it can be had. */
export function describeFile(file: FileView): string {
  const kind = typeLabels[file.type];
  switch (file.state) {
    case 'wanted':
      return `${kind} · đang tải`;
    case 'missing':
      return `${kind} · không có: ${file.reason ?? 'không tải được'}`;
    case 'quarantined':
      return `${kind} · bị cách ly: ${file.reason ?? 'có thể gây hại'}`;
    case 'kept':
      return file.size === undefined ? kind : `${kind} · ${formatSize(file.size)}`;
  }
}
