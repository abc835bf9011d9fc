import { complaintFormFile, type MadeFile } from '../cases/complaint-form/complaint-form-file';
import type { Department } from '../conversation/department';
import { faultOf } from '../fault-of';
import type { CaseDoc } from '../store/cases';
import type { Collection } from '../store/collection';
import type { FormBody } from './form-body';

/**
 * The file of a form, drawn from the case as it is now.
 * @returns undefined where there is none: the case is gone, or is none that has a form
 * @throws when the store fails
 */
export async function drawForm(
  deps: {
    readonly cases: Pick<Collection<CaseDoc>, 'get'>;
    readonly department: () => Department;
    readonly log: { error(fields: object, message: string): void };
  },
  { caseId }: FormBody['form'],
): Promise<MadeFile | undefined> {
  const stored = await deps.cases.get(caseId);
  if (stored?.doc.kind !== 'khieu-nai') return undefined;
  try {
    return complaintFormFile(stored.doc, deps.department());
  } catch (error) {
    // It would fail the next time too, and what waits behind it in the conversation would never go out.
    deps.log.error({ caseId, ...faultOf(error) }, 'form not drawn');
    return undefined;
  }
}
