import type { CaseRow } from '../../contract';

/** Who sent a case, as far as this reader may know: of a tố cáo not even whether a name was given. */
export const sayCitizen = ({ kind, citizen }: Pick<CaseRow, 'kind' | 'citizen'>): string =>
  citizen ?? (kind === 'to-cao' ? 'Danh tính được giữ kín' : 'Công dân chưa nêu tên');
