import type { Department } from '../../conversation/department';
import type { Case } from '../case';
import { complaintForm } from './complaint-form';
import { writeDocx } from './write-docx';

/** A file that we made, to be sent or saved. */
export type MadeFile = {
  readonly name: string;
  readonly contentType: string;
  readonly content: Uint8Array;
};

/** Names nobody: it stands in a chat, a folder of downloads, a list of prints. */
export const complaintFormName = (code: string): string => `don-khieu-nai-${code}.docx`;

/** The filled-in complaint form as a Word file, always the same for the same case. */
export const complaintFormFile = (
  about: Pick<Case, 'code' | 'answers'>,
  department: Pick<Department, 'name'>,
): MadeFile => ({
  name: complaintFormName(about.code),
  contentType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  content: writeDocx(complaintForm(about, department)),
});
