import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import type { ConsoleDeps, FileRecord } from './deps';
import { isOfDenunciation, mayReadFile } from './may-read-file';
import { Refused, noSuchFile } from './problem';
import { readCasesOf } from './read-case';
import { readInput } from './read-input';
import { signedInOf } from './require-sign-in';
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
    const reader = signedInOf(res).account;
    const cases = await readCasesOf(deps, reader, record.conversationId);
    if (!mayReadFile(reader, record, cases)) throw noSuchFile();
    const confidential = isOfDenunciation(record, cases);

    const content = record.state === 'kept' ? await deps.readFile(record.id) : undefined;
    if (!content) throw new Refused(404, 'not-kept', 'Tệp này chưa tải về được hoặc không còn nữa.');
    sendFile(res, record, { inline: inline === '1', confidential }, content);
  });

  return router;
}

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
