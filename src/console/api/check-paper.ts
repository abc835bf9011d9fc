import type { Officer } from '../../cases/case';
import type { CaseActionRequest } from '../contract';
import type { ConsoleDeps } from './deps';
import { mayReadFile } from './may-read-file';
import { noSuchFile, Refused } from './problem';
import { readCase, readCasesOf } from './read-case';

/** An act on a file is about one that the officer can see, in the conversation of this case. @throws Refused */
export async function checkPaper(
  deps: ConsoleDeps,
  officer: Officer,
  caseId: string,
  request: CaseActionRequest,
): Promise<void> {
  if (!('file' in request)) return;
  const doc = await readCase(deps, officer, caseId);
  const [record] = await deps.findFiles([request.file]);
  if (!record || record.conversationId !== doc.conversationId) throw noSuchFile();
  if (!mayReadFile(officer, record, await readCasesOf(deps, officer, doc.conversationId))) throw noSuchFile();
  if (record.type !== 'image')
    throw new Refused(409, 'refused', 'Chỉ ảnh mới đánh dấu được là giấy tờ tùy thân.');
  if (record.state === 'wanted')
    throw new Refused(409, 'refused', 'Ảnh này đang tải về. Xin đợi giây lát rồi thử lại.');
}
