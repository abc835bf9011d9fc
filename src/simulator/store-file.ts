import { randomBytes } from 'node:crypto';
import type { Ledger } from './ledger';
import type { StoredFile } from './thread';

/** The content first: a file that is known has its content. */
export function storeFile(
  ledger: Ledger,
  file: { readonly name: string; readonly contentType: string; readonly content: Uint8Array },
): StoredFile {
  const stored: StoredFile = {
    id: randomBytes(16).toString('hex'),
    name: file.name.replace(/[\u0000-\u001f/\\]/g, '_').slice(0, 200) || 'tep',
    contentType: file.contentType || 'application/octet-stream',
    size: file.content.byteLength,
  };
  ledger.contents.put(stored.id, file.content);
  ledger.write({ type: 'file', file: stored });
  return stored;
}
