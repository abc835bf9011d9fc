import express, { type Response, type Router } from 'express';
import { z } from 'zod';
import type { ConsoleDeps, FileRecord } from './deps';
import { isPaper } from './file-deeds';
import { isOfDenunciation, mayReadFile } from './may-read-file';
import { noteOriginal } from './note-original';
import { Refused, noSuchFile } from './problem';
import { readCasesOf } from './read-case';
import { readInput } from './read-input';
import { signedInOf } from './require-sign-in';
import { fileName } from './show-file';

const asked = z.literal('1').optional();
const fileQuery = z.strictObject({ inline: asked, unsafe: asked, original: asked, preview: asked });
const PAPER =
  'Ảnh này được đánh dấu là giấy tờ tùy thân nên không hiển thị. Nếu đánh dấu nhầm, bấm “Bỏ đánh dấu” trong hồ sơ.';
const QUARANTINED = 'Tệp này bị cách ly vì có thể gây hại.';
const NO_PREVIEW = 'Tệp này không có hình nhỏ để xem trước.';
const PREVIEW_TYPE = 'image/jpeg';
/** What a page may show by itself. Everything else is saved: an SVG or an HTML page could run as ours. */
const shownInline = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

export function filesRouter(deps: ConsoleDeps): Router {
  const router = express.Router();

  router.get('/files/:id', async (req, res) => {
    const { inline, unsafe, original, preview } = readInput(fileQuery, req.query);
    const [record] = await deps.findFiles([req.params.id]);
    if (!record) throw noSuchFile();
    const reader = signedInOf(res).account;
    const cases = await readCasesOf(deps, reader, record.conversationId);
    // Where a photo was taken, and with what, may say who took it.
    const asRead = original === '1' ? { ...record, identity: true } : record;
    if (!mayReadFile(reader, asRead, cases)) throw noSuchFile();
    const confidential = isOfDenunciation(record, cases);
    if (isPaper(record.id, cases.all) && record.state !== 'missing') throw new Refused(403, 'paper', PAPER);
    const quarantined = record.state === 'quarantined';
    if (quarantined && unsafe !== '1') throw new Refused(403, 'quarantined', QUARANTINED);

    if (preview === '1') {
      const picture = record.state === 'kept' ? await deps.readPreview(record.id) : undefined;
      if (!picture) throw new Refused(404, 'not-kept', NO_PREVIEW);
      const shown = { ...record, contentType: PREVIEW_TYPE };
      return sendFile(res, shown, { inline: true, confidential, quarantined: false }, picture);
    }
    const isHere = record.state === 'kept' || quarantined;
    const content = isHere
      ? await (original === '1' ? deps.readOriginal(record.id) : deps.readFile(record.id))
      : undefined;
    if (!content) throw new Refused(404, 'not-kept', 'Tệp này chưa tải về được hoặc không còn nữa.');
    if (original === '1') await noteOriginal(deps, reader, record, cases);
    const isInline = inline === '1' && !quarantined && original !== '1';
    sendFile(res, record, { inline: isInline, confidential, quarantined }, content);
  });

  return router;
}

function sendFile(
  res: Response,
  record: FileRecord,
  how: { readonly inline: boolean; readonly confidential: boolean; readonly quarantined: boolean },
  content: Uint8Array,
): void {
  const type = (!how.quarantined && record.contentType) || 'application/octet-stream';
  const name = fileName(record, how.confidential);
  if (how.inline && shownInline.has(type)) res.set('Content-Disposition', 'inline');
  // No program opens such a name by itself.
  else res.attachment(how.quarantined ? `${name}.cach-ly` : name);
  res.set({
    'Content-Type': type,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    // A Buffer, for Express would give another kind of array as JSON.
  });
  res.end(Buffer.from(content.buffer, content.byteOffset, content.byteLength));
}
