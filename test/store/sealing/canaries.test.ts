import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { changeCase } from '../../../src/store/change-case';
import { applyCaseAction } from '../../../src/cases/apply-action';
import { officer } from '../../cases/case-for-tests';
import { openShell, psid, type Shell } from '../../support/open-shell';
import { findInFolder } from './find-in-folder';
import { isServiceProfile } from '../../support/services';

const planted = {
  words: 'Cột phát sóng trước ngõ nghiêng ngả',
  name: 'Nguyễn Thị Hoàng Yến',
  phone: '0912 345 678',
  reply: 'Sở đã cử người đến xem cột sóng',
};

// What MongoDB's files hold is looked at by the fault runner.
(isServiceProfile ? describe.skip : describe)('what a thief reads in the data folder', () => {
  let shell: Shell;
  beforeEach(async () => {
    shell = await openShell();
  });
  afterEach(() => shell.close());

  it('is nothing that a citizen or an officer wrote, not even a word of it', async () => {
    for (const said of [
      'xin chào',
      'đồng ý',
      'góp ý',
      // A whole sentence: no more of it is waited for.
      `${planted.words}.`,
      planted.name,
      planted.phone,
      'bỏ qua',
      'không',
      'gửi hồ sơ',
    ])
      await shell.hear(said);
    const { store } = shell;
    const [made] = await store.cases.find({ where: {}, sort: [], limit: 1 });
    if (!made) throw new Error('no case was made');
    const by = officer('duty-officer');
    await changeCase(store.cases, made.doc.id, 'r-1', (state) =>
      applyCaseAction(state, { type: 'reply', requestId: 'r-1', by, text: planted.reply }, shell.clock.now()),
    );
    shell.woken.push({ topic: 'cases', id: made.doc.id, delay: 0 });
    await shell.work();

    // The system itself reads all of it.
    const all = JSON.stringify([
      await shell.events(),
      await shell.messages(),
      (await store.cases.get(made.doc.id))?.doc,
    ]);
    for (const text of [...Object.values(planted), psid]) expect(all).toContain(text);

    const words = [
      'nghiêng',
      'nghieng',
      'phát sóng trước',
      'phat song truoc',
      'Hoàng Yến',
      'hoang yen',
      '12345678',
      '912345',
    ];
    expect(findInFolder(shell.folder, [...Object.values(planted), ...words, psid])).toEqual([]);
    // It looked in the right place: what need not be sealed is there.
    expect(findInFolder(shell.folder, [made.doc.code, shell.conversationId, made.doc.kind])).toHaveLength(3);
  });
});

it('the search sees what is not sealed, however it is spelt', () => {
  const folder = mkdtempSync(join(tmpdir(), 'canaries-'));
  const { words, name, phone, reply } = planted;
  writeFileSync(join(folder, 'a'), `xx${Buffer.from(`z${words}zz`).toString('base64')}`);
  writeFileSync(join(folder, 'b'), name.normalize('NFD'));
  writeFileSync(join(folder, 'c'), JSON.stringify({ phone }));
  writeFileSync(join(folder, 'd'), Buffer.from(`zz${reply}z`).toString('base64url'));
  expect(findInFolder(folder, [words, name, phone, reply, psid])).toEqual([words, name, phone, reply]);
  rmSync(folder, { recursive: true });
});
