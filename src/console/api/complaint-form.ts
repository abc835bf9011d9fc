import express, { type Router } from 'express';
import { complaintFormFile, complaintFormName } from '../../cases/complaint-form/complaint-form-file';
import type { Case, Officer } from '../../cases/case';
import { may } from '../../cases/may';
import type { CaseView } from '../contract';
import type { ConsoleDeps } from './deps';
import { Refused } from './problem';
import { readCase } from './read-case';
import { signedInOf } from './require-sign-in';

/** Only a complaint has one; and it says who the citizen is. */
const mayHaveForm = (reader: Officer, doc: Case): boolean =>
  doc.kind === 'khieu-nai' && may(reader, 'see-identity', doc);

/** Where this reader gets the filled-in form, if he may. */
export const showForm = (reader: Officer, doc: Case): Pick<CaseView, 'form'> =>
  mayHaveForm(reader, doc)
    ? {
        form: {
          name: complaintFormName(doc.code),
          url: `/api/cases/${encodeURIComponent(doc.id)}/complaint-form`,
        },
      }
    : {};

/** The same file that a citizen gets in the chat, to print for him at the counter. */
export function complaintFormRouter(deps: ConsoleDeps): Router {
  const router = express.Router();

  router.get('/cases/:id/complaint-form', async (req, res) => {
    const reader = signedInOf(res).account;
    const doc = await readCase(deps, reader, req.params.id);
    if (!mayHaveForm(reader, doc)) throw new Refused(404, 'no-form', 'Hồ sơ này không có mẫu đơn.');
    const { name, contentType, content } = complaintFormFile(doc, deps.department());
    res.attachment(name);
    res.set({
      'Content-Type': contentType,
      'Content-Security-Policy': "default-src 'none'; sandbox",
      'Cross-Origin-Resource-Policy': 'same-origin',
    });
    res.end(content);
  });

  return router;
}
