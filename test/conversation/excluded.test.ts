import type { Answer } from '../../src/conversation/answer';
import type { Department } from '../../src/conversation/department';
import { excludedBy, receiversOf } from '../../src/conversation/excluded';
import { shippedFlows } from '../support/shipped-flows';

const { department } = shippedFlows();
const named = (who: 'khong' | 'co' | 'khong-ro', ...ids: string[]): Record<string, Answer> => ({
  'lien-quan-nguoi-tiep-nhan': { type: 'receivers', who, ids, shown: '' },
});
const people = (...names: string[]): Department => ({
  ...department,
  hotlines: names.map((name) => ({ name, position: 'Cán bộ', phone: '0912345678' })),
});

describe('those who receive', () => {
  it('are called by their given names on buttons', () => {
    expect(receiversOf(department).map(({ short }) => short)).toEqual([
      'Ông Kiên',
      'Bà Huyền',
      'Bà Thuy',
      'Bà Dung',
    ]);
  });

  it('are told apart by more of the name where the given one is shared, and are listed once', () => {
    const { name } = department.duty;
    expect(receiversOf(people('Bà Lê Thị Dung', 'Ông Trần Văn An', name)).map(({ short }) => short)).toEqual([
      'Bà Thị Dung',
      'Ông An',
      'Bà Kim Dung',
    ]);
  });
});

describe('whom a tố cáo goes round', () => {
  const [kien, huyen] = receiversOf(department).map(({ id }) => id);

  it('is nobody where nobody is concerned, or nothing was asked', () => {
    expect(excludedBy(named('khong'), department)).toBeUndefined();
    expect(excludedBy({}, department)).toBeUndefined();
  });

  it('is the whole role of a person whose accounts are not known', () => {
    expect(excludedBy(named('co', kien!, huyen!), department)).toEqual({
      accounts: [],
      roles: ['leader', 'office'],
    });
  });

  it('is just the accounts of a person whose accounts are known', () => {
    const known = { ...department, duty: { ...department.duty, accounts: ['dungbtk'] } };
    const dung = receiversOf(known).at(-1)!.id;
    expect(excludedBy(named('co', dung), known)).toEqual({ accounts: ['dungbtk'], roles: [] });
  });

  it('is everybody where the citizen cannot say whom', () => {
    expect(excludedBy(named('khong-ro'), department)?.roles).toEqual(['leader', 'office', 'duty-officer']);
  });

  it('is all who read tố cáo where one of them is concerned, even if his account is known', () => {
    const duty = { ...department.duty, role: 'denunciation-officer' as const, accounts: ['tocao'] };
    const known = { ...department, duty };
    expect(excludedBy(named('co', receiversOf(known).at(-1)!.id), known)).toEqual({
      accounts: ['tocao'],
      roles: ['denunciation-officer'],
    });
  });
});
