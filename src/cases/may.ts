import type { CaseActionType } from './apply-action';
import type { Case, Kind, Officer, Role } from './case';

/** `list`: know that there is such a case, by its code. `see`: read it. `see-identity`: read who the citizen is. */
export type Deed = 'list' | 'see' | 'see-identity' | CaseActionType;

/** `any` case, or only `own`: assigned to this officer or to nobody. */
type Reach = 'any' | 'own';
type Rights = Partial<Record<Deed, Reach>>;

const nothing: Rights = {};
const codeOnly: Rights = { list: 'any' };
const reading: Rights = { list: 'any', see: 'any', 'see-identity': 'any' };
const acting = (reach: Reach): Rights => ({
  claim: reach,
  reply: reach,
  note: reach,
  'hand-back': reach,
  close: reach,
  reopen: reach,
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
  officer: Pick<Officer, 'id' | 'role'>,
  deed: Deed,
  about: Pick<Case, 'kind' | 'assignee'>,
): boolean {
  const reach = rightsOn(officer.role, about.kind)[deed];
  if (reach === 'own') return !about.assignee || about.assignee.id === officer.id;
  return reach === 'any';
}

/** For queries: whether a role does this to some case of a kind, whoever holds it. */
export const mayOfKind = (role: Role, deed: Deed, kind: Kind): boolean =>
  rightsOn(role, kind)[deed] !== undefined;

const rightsOn = (role: Role, kind: Kind): Rights =>
  rights[role][kind === 'to-cao' ? 'denunciation' : 'ordinary'];
