import type { FileRef } from '../../conversation/answer';
import type { FileView } from '../contract';
import type { FileRecord } from './deps';

/** A file as officers see it. In a tố cáo the name that the sender gave it is left out: names give people away. */
export function showFile(ref: FileRef, record: FileRecord | undefined, confidential: boolean): FileView {
  const { id, type } = ref;
  // A location is its coordinates; there is nothing to fetch.
  if (type === 'location') return { id, type, name: ref.name ?? 'Vị trí', state: 'kept' };
  if (!record) {
    return { id, type, name: fileName(ref, confidential), state: 'missing', reason: 'Không tìm thấy tệp.' };
  }
  const { state, reason, contentType, size } = record;
  return {
    id,
    type,
    name: fileName(record, confidential),
    state,
    ...(state === 'missing' && reason && { reason }),
    ...(state === 'kept' && { url: `/api/files/${encodeURIComponent(id)}` }),
    ...(contentType && { contentType }),
    ...(size !== undefined && { size }),
  };
}

/** The name under which a file is shown and saved. */
export function fileName(file: FileRef & { readonly contentType?: string }, confidential: boolean): string {
  if (file.name && !confidential) return file.name;
  const mark = file.id.replace(/[^A-Za-z0-9]/g, '').slice(-6);
  return `${words[file.type]}-${mark}${endings[file.contentType ?? ''] ?? ''}`;
}

const words: Record<FileRef['type'], string> = {
  image: 'ảnh',
  video: 'video',
  audio: 'ghi-âm',
  file: 'tài-liệu',
  location: 'vị-trí',
};

const endings: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/gif': '.gif',
  'image/webp': '.webp',
  'video/mp4': '.mp4',
  'audio/mpeg': '.mp3',
  'audio/mp4': '.m4a',
  'audio/aac': '.aac',
  'application/pdf': '.pdf',
};
