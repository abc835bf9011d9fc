import { type Role, kinds, roles } from '../../src/cases/case';
import { type Deed, isAnyoneLeft, may, mayOfKind } from '../../src/cases/may';
import { officer } from './case-for-tests';

const acts = [
  'claim',
  'reply',
  'note',
  'hand-back',
  'close',
  'reopen',
  'confirm-withdrawal',
  'decline-withdrawal',
  'mark-paper',
  'unmark-paper',
  'delete-paper',
] as const;
const deeds: readonly Deed[] = ['list', 'see', 'see-identity', 'fetch-original', ...acts];
const ordinary = kinds.filter((kind) => kind !== 'to-cao');
const reading: readonly Deed[] = ['list', 'see', 'see-identity', 'fetch-original'];

/** What each role may do to a case that nobody holds. */
const unassigned: Record<Role, { ordinary: readonly Deed[]; denunciation: readonly Deed[] }> = {
  'duty-officer': { ordinary: deeds, denunciation: ['list'] },
  handler: { ordinary: deeds, denunciation: ['list'] },
  office: { ordinary: [...reading, 'note'], denunciation: ['list'] },
  leader: { ordinary: [...reading, 'note'], denunciation: ['list'] },
  'denunciation-officer': { ordinary: [], denunciation: ['list', 'see', ...acts] },
  custodian: { ordinary: [], denunciation: [] },
  admin: { ordinary: ['list'], denunciation: ['list'] },
};

describe('may', () => {
  it.each(roles)('lets %s do just what the role is for', (role) => {
    for (const kind of kinds) {
      const allowed = deeds.filter((deed) => may(officer(role), deed, { kind }));
      const expected = unassigned[role][kind === 'to-cao' ? 'denunciation' : 'ordinary'];
      expect([kind, ...allowed].sort()).toEqual([kind, ...expected].sort());
    }
  });

  it('lets nobody know who sent a tố cáo', () => {
    expect(roles.filter((role) => may(officer(role), 'see-identity', { kind: 'to-cao' }))).toEqual([]);
  });

  it("keeps a handler's hands off a colleague's case, which he may still read", () => {
    const handler = officer('handler');
    const about = { kind: 'khieu-nai', assignee: officer('handler', 'o-khac') } as const;
    expect(acts.filter((deed) => may(handler, deed, about))).toEqual([]);
    expect(reading.filter((deed) => may(handler, deed, about))).toEqual(reading);
    expect(acts.every((deed) => may(handler, deed, { ...about, assignee: handler }))).toBe(true);
  });

  it('lets the duty officer act on any ordinary case, whoever holds it', () => {
    const about = { assignee: officer('handler') };
    expect(
      ordinary.every((kind) => acts.every((deed) => may(officer('duty-officer'), deed, { ...about, kind }))),
    ).toBe(true);
  });

  it('answers for a whole kind as for a case that nobody holds', () => {
    for (const role of roles)
      for (const kind of kinds)
        for (const deed of deeds)
          expect(mayOfKind(role, deed, kind)).toBe(may(officer(role), deed, { kind }));
  });

  it('lets nobody whom a case goes round know of it, by role or by sign-in name', () => {
    const excluded = { accounts: ['o-denunciation-officer'], roles: ['leader', 'office'] } as const;
    for (const role of ['leader', 'office', 'denunciation-officer'] as const)
      expect(deeds.filter((deed) => may(officer(role), deed, { kind: 'to-cao', excluded }))).toEqual([]);
    const other = officer('denunciation-officer', 'o-khac');
    expect(may(other, 'reply', { kind: 'to-cao', excluded })).toBe(true);
  });

  it('gives the leader a tố cáo that goes round those who read them, and never who sent it', () => {
    const about = { kind: 'to-cao', excluded: { accounts: [], roles: ['denunciation-officer'] } } as const;
    expect(deeds.filter((deed) => may(officer('leader'), deed, about))).toEqual(['list', 'see', ...acts]);
    expect(may(officer('denunciation-officer'), 'list', about)).toBe(false);
  });

  it('knows when nobody is left', () => {
    expect(isAnyoneLeft({ accounts: [], roles: ['leader', 'office', 'duty-officer'] })).toBe(true);
    expect(isAnyoneLeft({ accounts: [], roles: ['leader', 'denunciation-officer'] })).toBe(false);
  });
});
