import type { CaseActionType } from './apply-action';
import type { Case, Exclusion, Kind, Officer, Role } from './case';

/** `list`: know that there is such a case, by its code. `see`: read it. `see-identity`: read who the citizen is. */
export type Deed = 'list' | 'see' | 'see-identity' | CaseActionType;

/** `any` case, or only `own`: assigned to this officer or to nobody. */
type Reach = 'any' | 'own';
type Rights = Partial<Record<Deed, Reach>>;

const nothing: Rights = {};
const codeOnly: Rights = { list: 'any' };
const reading: Rights = {
  list: 'any',
  see: 'any',
  'see-identity': 'any',
  'show-numbers': 'any',
  'fetch-original': 'any',
};
const acting = (reach: Reach): Rights => ({
  claim: reach,
  reply: reach,
  note: reach,
  'hand-back': reach,
  close: reach,
  reopen: reach,
  'confirm-withdrawal': reach,
  'decline-withdrawal': reach,
  'mark-paper': reach,
  'unmark-paper': reach,
  'delete-paper': reach,
});

/**
 * Who may do what. A tố cáo is a class of its own, and who sent one is in nobody's reach: that takes a logged reason
 * and a second person's consent, which no role has by itself.
 */
const rights: Record<Role, { readonly ordinary: Rights; readonly denunciation: Rights }> = {
  'duty-officer': { ordinary: { ...reading, ...acting('any') }, denunciation: codeOnly },
  handler: { ordinary: { ...reading, ...acting('own') }, denunciation: codeOnly },
  office: { ordinary: { ...reading, note: 'any' }, denunciation: codeOnly },
  leader: { ordinary: { ...reading, note: 'any' }, denunciation: codeOnly },
  'denunciation-officer': {
    ordinary: nothing,
    denunciation: { list: 'any', see: 'any', ...acting('any') },
  },
  custodian: { ordinary: nothing, denunciation: nothing },
  admin: { ordinary: codeOnly, denunciation: codeOnly },
};

export function may(
  officer: Pick<Officer, 'id' | 'role' | 'username'>,
  deed: Deed,
  about: Pick<Case, 'kind' | 'assignee' | 'excluded'>,
): boolean {
  if (isExcluded(officer, about)) return false;
  const reach = rightsOn(roleIn(officer.role, about), about.kind)[deed];
  if (reach === 'own') return !about.assignee || about.assignee.id === officer.id;
  return reach === 'any';
}

/** Whether the case goes round this officer, for whom it is as if it did not exist. */
export const isExcluded = (
  { role, username }: Pick<Officer, 'role' | 'username'>,
  { excluded }: Pick<Case, 'excluded'>,
): boolean =>
  excluded !== undefined && (excluded.roles.includes(role) || excluded.accounts.includes(username));

/** A tố cáo that goes round those who read them is read by the leader instead (TCLaw Đ13). */
const roleIn = (role: Role, { kind, excluded }: Pick<Case, 'kind' | 'excluded'>): Role =>
  kind === 'to-cao' && role === 'leader' && excluded?.roles.includes('denunciation-officer') === true
    ? 'denunciation-officer'
    : role;

/** Whether anybody may still read a tố cáo that goes round these. */
export const isAnyoneLeft = ({ roles }: Exclusion): boolean =>
  !roles.includes('denunciation-officer') || !roles.includes('leader');

/** For queries: whether a role does this to some case of a kind, whoever holds it. */
export const mayOfKind = (role: Role, deed: Deed, kind: Kind): boolean =>
  rightsOn(role, kind)[deed] !== undefined;

const rightsOn = (role: Role, kind: Kind): Rights =>
  rights[role][kind === 'to-cao' ? 'denunciation' : 'ordinary'];
