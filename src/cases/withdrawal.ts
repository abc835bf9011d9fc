import type { Case } from './case';

/** It is over because the citizen withdrew it. */
export const isWithdrawn = ({ status, withdrawal }: Pick<Case, 'status' | 'withdrawal'>): boolean =>
  status === 'dong' && withdrawal === 'confirmed';

/**
 * Whether a withdrawal counts only on paper: a complaint is withdrawn by a signed đơn or minutes (KNLaw Đ10), a
 * denunciation likewise (TCLaw Đ33, forms 02 and 03 of NĐ31/2019). A message in the chat only says that it is wanted.
 */
export const needsPaper = ({ kind }: Pick<Case, 'kind'>): boolean =>
  kind === 'khieu-nai' || kind === 'to-cao';
