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
  const url = `/api/files/${encodeURIComponent(id)}`;
  return {
    id,
    type,
    name: fileName(record, confidential),
    state,
    ...((state === 'missing' || state === 'quarantined') && reason && { reason }),
    ...((state === 'kept' || state === 'quarantined') && { url }),
    ...(state === 'kept' && record.hasPreview && { preview: `${url}?preview=1` }),
    ...(contentType && { contentType }),
    ...(size !== undefined && { size }),
  };
}

/** The name under which a file is shown and saved. */
export function fileName(file: FileRef & { readonly contentType?: string }, confidential: boolean): string {
  const known = endings[file.contentType ?? ''] ?? [];
  const [ending = ''] = known;
  const given = file.name === undefined || confidential ? '' : plainName(file.name);
  if (given === '') return `${words[file.type]}-${file.id.replace(/[^A-Za-z0-9]/g, '').slice(-6)}${ending}`;
  return known.some((one) => given.toLowerCase().endsWith(one)) ? given : `${given}${ending}`;
}

/** Without folders, without what is not seen, and without what turns the reading direction: `exe.gpj` is no photo. */
const plainName = (name: string): string =>
  name
    .replace(/[\p{C}\u2028\u2029]/gu, '')
    .replace(/[/\\:*?"<>|]/g, '_')
    .replace(/^[\s.]+|[\s.]+$/g, '');

const words: Record<FileRef['type'], string> = {
  image: 'ảnh',
  video: 'video',
  audio: 'ghi-âm',
  file: 'tài-liệu',
  location: 'vị-trí',
};

/** What a name of this type may end in; the first where it ends in something else, so that nothing opens as another. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['.jpg', '.jpeg', '.jfif'],
  'image/png': ['.png'],
  'image/gif': ['.gif'],
  'image/webp': ['.webp'],
  'video/mp4': ['.mp4', '.mov', '.m4v', '.3gp'],
  'video/webm': ['.webm', '.mkv'],
  'audio/mpeg': ['.mp3'],
  'audio/mp4': ['.m4a'],
  'audio/aac': ['.aac'],
  'audio/ogg': ['.ogg', '.opus', '.oga'],
  'audio/wav': ['.wav'],
  'audio/amr': ['.amr'],
  'application/pdf': ['.pdf'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['.docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['.xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['.pptx'],
  'application/vnd.oasis.opendocument.text': ['.odt'],
  'application/vnd.oasis.opendocument.spreadsheet': ['.ods'],
  'application/vnd.oasis.opendocument.presentation': ['.odp'],
  'application/x-ole-storage': ['.doc', '.xls', '.ppt'],
  'text/plain': ['.txt'],
};
