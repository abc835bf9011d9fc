import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import type { Case, Officer } from '../../cases/case';
import { may } from '../../cases/may';
import type { ConsoleDeps, FileRecord } from './deps';
import { Refused, noSuchFile } from './problem';
import { readCasesOf } from './read-case';
import { readInput } from './read-input';
import { signedInOf } from './require-sign-in';
import { shownFiles } from './show-case';
import { fileName } from './show-file';

const fileQuery = z.strictObject({ inline: z.literal('1').optional() });
/** What a page may show by itself. Everything else is saved: an SVG or an HTML page could run as ours. */
const shownInline = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

export function filesRouter(deps: ConsoleDeps): Router {
  const router = express.Router();

  router.get('/files/:id', async (req, res) => {
    const { inline } = readInput(fileQuery, req.query);
    const [record] = await deps.findFiles([req.params.id]);
    if (!record) throw noSuchFile();
    const { all, seen } = await readCasesOf(deps, signedInOf(res).account, record.conversationId);
    const confidential =
      record.confidential || all.some((doc) => doc.kind === 'to-cao' && holds(doc, record));
    if (!mayRead(signedInOf(res).account, record, confidential, seen)) throw noSuchFile();

    const content = record.state === 'kept' ? await deps.readFile(record.id) : undefined;
    if (!content) throw new Refused(404, 'not-kept', 'Tệp này chưa tải về được hoặc không còn nữa.');
    sendFile(res, record, { inline: inline === '1', confidential }, content);
  });

  return router;
}

/** A file follows the case that holds it; one that no case holds follows the conversation, as the transcript does. */
function mayRead(reader: Officer, record: FileRecord, confidential: boolean, seen: readonly Case[]): boolean {
  return seen.some((doc) => {
    if (confidential && doc.kind !== 'to-cao') return false;
    const named = may(reader, 'see-identity', doc);
    if (record.identity && !named) return false;
    return !holds(doc, record) || shownFiles(doc, named).some(({ id }) => id === record.id);
  });
}

const holds = (doc: Case, { id }: FileRecord): boolean => doc.files.some((file) => file.id === id);

function sendFile(
  res: Response,
  record: FileRecord,
  how: { readonly inline: boolean; readonly confidential: boolean },
  content: Uint8Array,
): void {
  const type = record.contentType ?? 'application/octet-stream';
  if (how.inline && shownInline.has(type)) res.set('Content-Disposition', 'inline');
  else res.attachment(fileName(record, how.confidential));
  res.set({
    'Content-Type': type,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    // A Buffer, for Express would give another kind of array as JSON.
  });
  res.end(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
}
