import express, { type Router } from 'express';
import { z } from 'zod';
import type { Case, Officer } from '../../cases/case';
import { isExcluded, may } from '../../cases/may';
import type { Transcript, TranscriptItem } from '../contract';
import { coverFor } from './cover-numbers';
import type { ConsoleDeps, FileRecord, RawTranscriptItem } from './deps';
import { type CasesAround, isOfDenunciation, mayReadFile } from './may-read-file';
import { readCase, readCasesOf } from './read-case';
import { readInput } from './read-input';
import { signedInOf } from './require-sign-in';
import { withDeeds } from './file-deeds';
import { showFile } from './show-file';

const transcriptQuery = z.strictObject({ before: z.string().max(500).optional() });
const pageSize = 50;
/** Pages of which the reader sees nothing are passed over, so many at most for one request. */
const mostPages = 10;

export function transcriptRouter(deps: ConsoleDeps): Router {
  const router = express.Router();

  router.get('/cases/:id/transcript', async (req, res) => {
    const reader = signedInOf(res).account;
    const query = readInput(transcriptQuery, req.query);
    const doc = await readCase(deps, reader, req.params.id);
    const cases = await readCasesOf(deps, reader, doc.conversationId);
    const cover = coverFor(reader, doc, deps.clock.now());
    const page = await readPage(deps, doc, query.before, (item) => showItem(item, doc, reader, cases));
    const items = page.items.map((item) => ({ ...item, text: cover(item.text) }));
    const isCovered = items.some(({ text }, at) => text !== page.items[at]?.text);
    const answer: Transcript = {
      ...page,
      items,
      numbersCovered: isCovered && may(reader, 'show-numbers', doc),
    };
    res.json(answer);
  });

  return router;
}

async function readPage(
  { readTranscript }: Pick<ConsoleDeps, 'readTranscript'>,
  { conversationId }: Case,
  from: string | undefined,
  show: (item: RawTranscriptItem) => TranscriptItem[],
): Promise<Omit<Transcript, 'numbersCovered'>> {
  let before = from;
  for (let pages = 1; ; pages++) {
    const page = await readTranscript(conversationId, { limit: pageSize, ...(before && { before }) });
    const items = page.items.flatMap(show);
    before = page.before;
    if (items.length > 0 || !before || pages === mostPages) return { items, ...(before && { before }) };
  }
}

/**
 * What was said within a tố cáo is left out altogether for whoever may not read it: a blank in the transcript of a
 * citizen whose name is known would tell that this citizen sent one. Who the citizen is, is blanked where the case
 * that is looked at may be read without it. A file that the reader could not open is left out as well.
 */
export function showItem(
  item: RawTranscriptItem,
  viewed: Case,
  reader: Officer,
  cases: CasesAround,
): TranscriptItem[] {
  const denunciation = cases.seen.find(({ kind }) => kind === 'to-cao');
  if (item.confidential && !denunciation) return [];
  // What was said in secret belongs to no case by name, so whom one of them goes round reads none of it.
  if (item.confidential && cases.all.some((doc) => isExcluded(reader, doc))) return [];
  const owner = item.confidential && denunciation ? denunciation : viewed;
  const hidden = item.identity && !may(reader, 'see-identity', owner);
  const files = item.files.filter((file) => mayReadFile(reader, file, cases));
  // An empty bubble would tell that there was something.
  if (!hidden && item.text === '' && item.files.length > 0 && files.length === 0) return [];
  const { id, at, from, delivery, reason, takenBackAt } = item;
  const isNameless = (file: FileRecord) => viewed.kind === 'to-cao' || isOfDenunciation(file, cases);
  return [
    {
      id,
      at,
      from,
      text: hidden ? '' : item.text,
      files: hidden
        ? []
        : files.map((file) =>
            withDeeds(showFile(file, file, isNameless(file)), file, viewed, reader, cases.all),
          ),
      choices: hidden ? [] : [...item.choices],
      hidden,
      ...(delivery && { delivery }),
      ...(reason && { reason }),
      ...(takenBackAt !== undefined && { takenBackAt }),
    },
  ];
}
