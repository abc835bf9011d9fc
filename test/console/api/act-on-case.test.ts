import { actOnCase } from '../../../src/console/api/act-on-case';
import type { LiveNotice } from '../../../src/console/contract';
import { officer } from '../../cases/case-for-tests';
import { type OpenConsole, openConsole } from './open-console';

let console: OpenConsole;
beforeEach(async () => {
  console = await openConsole();
});
afterEach(() => console.close());

const lan = officer('duty-officer', 'o-lan', 'Lan');

describe('actOnCase', () => {
  it('loses nothing when several officers act on one case at the same moment', async () => {
    const acted = await Promise.all(
      [1, 2, 3, 4].map((at) =>
        actOnCase(console.deps, officer('duty-officer', `o-${at}`, `Cán bộ ${at}`), 'h-phan-anh', {
          requestId: `yeu-cau-${at}`,
          type: 'note',
          text: `ghi chú ${at}`,
        }),
      ),
    );
    expect(acted).toHaveLength(4);
    const stored = (await console.deps.cases.get('h-phan-anh'))?.doc;
    expect(
      stored?.history
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    ).toEqual(['yeu-cau-1', 'yeu-cau-2', 'yeu-cau-3', 'yeu-cau-4']);
  });

  it('of two who reply first at the same moment lets one speak', async () => {
    const replies = await Promise.allSettled(
      [1, 2].map((at) =>
        actOnCase(console.deps, officer('duty-officer', `o-${at}`, `Cán bộ ${at}`), 'h-phan-anh', {
          requestId: `yeu-cau-${at}`,
          type: 'reply',
          text: `trả lời ${at}`,
        }),
      ),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(replies.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { status: 409 } });
    const stored = (await console.deps.cases.get('h-phan-anh'))?.doc;
    expect(stored?.effects.map(({ type }) => type)).toEqual(['take', 'say']);
  });

  it('keeps effects that still wait from an earlier action', async () => {
    await actOnCase(console.deps, lan, 'h-phan-anh', { requestId: 'yeu-cau-1', type: 'reply', text: 'một' });
    await actOnCase(console.deps, lan, 'h-phan-anh', { requestId: 'yeu-cau-2', type: 'reply', text: 'hai' });
    const stored = (await console.deps.cases.get('h-phan-anh'))?.doc;
    expect(stored?.effects.map(({ id }) => id)).toEqual(['yeu-cau-1:0', 'yeu-cau-1:1', 'yeu-cau-2:0']);
  });

  it('stands although nobody could be woken for it', async () => {
    const asleep = { ...console.deps, wakeCase: async () => Promise.reject(new Error('queue is down')) };
    const acted = await actOnCase(asleep, lan, 'h-phan-anh', { requestId: 'yeu-cau-1', type: 'claim' });
    expect(acted.status).toBe('dang-xu-ly');
    expect(console.logged).toMatchObject([
      { message: 'could not wake a case', about: { caseId: 'h-phan-anh' } },
    ]);
  });

  it('tells the open pages once, and not of what changed nothing', async () => {
    const told: LiveNotice[] = [];
    console.deps.live.subscribe((notice) => told.push(notice));
    const claim = { requestId: 'yeu-cau-1', type: 'claim' } as const;
    await actOnCase(console.deps, lan, 'h-phan-anh', claim);
    await actOnCase(console.deps, lan, 'h-phan-anh', claim);
    expect(told).toEqual([{ type: 'case-changed', caseId: 'h-phan-anh' }]);
    expect(console.woken).toEqual(['h-phan-anh']);
  });

  it('gives up on a case that changes under it again and again', async () => {
    const cases = { ...console.deps.cases, replace: async () => false };
    const acted = actOnCase({ ...console.deps, cases }, lan, 'h-phan-anh', {
      requestId: 'yeu-cau-1',
      type: 'claim',
    });
    await expect(acted).rejects.toThrow('case h-phan-anh changed 5 times');
  });
});

describe('a fault of ours', () => {
  it('is said to be one without details, which are logged', async () => {
    const broken = await openConsole({
      findFiles: async () => Promise.reject(new Error('SQLITE_IOERR at /var/lib/data')),
    });
    const response = await broken.ask('get', '/api/cases/h-phan-anh', await broken.signedIn('duty-officer'));
    expect(response.status).toBe(500);
    expect(response.body).toEqual({
      code: 'failed',
      message: 'Hệ thống gặp sự cố. Xin Anh/Chị thử lại sau ít phút.',
    });
    expect(broken.logged).toHaveLength(1);
    await broken.close();
  });
});
