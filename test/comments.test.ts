import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config';
import { makeLog } from '../src/log';
import { openSystem, type System } from '../src/main';
import type { Simulator } from '../src/simulator/simulator';

/*
 * The whole program over real HTTP, with the stand-in for Meta: people comment below the page's posts, and an admin has
 * written what they get.
 */

jest.setTimeout(60_000);

const reply = 'Chào Anh/Chị, xin nhắn tin cho trang tại đây.';
const matter = 'Tôi muốn phản ánh việc trạm phát sóng gần nhà';

let root: string;
let system: System;
let sim: Simulator;

async function open(): Promise<void> {
  const config = readConfig({ PORT: '0', DATA_DIR: join(root, 'data'), LOG_LEVEL: 'silent' });
  system = await openSystem({ log: makeLog('silent'), root }, config);
  if (!system.simulator) throw new Error('the trial mode is off');
  sim = system.simulator;
}
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'tiep-nhan-comments-'));
  await cp(join(__dirname, '../flows'), join(root, 'flows'), { recursive: true });
  await appendFile(join(root, 'flows/department.yaml'), `\ncomment-reply: ${JSON.stringify(reply)}\n`);
  await open();
});
afterEach(async () => {
  await system.close();
  await rm(root, { recursive: true, force: true });
});

const invitations = (psid: string) => sim.thread(psid).filter(({ text }) => text === reply);
const isInvited = (psid: string) => sim.until(() => invitations(psid).length > 0);

test('a comment that arrives twice brings one invitation, and the chat begins with the answer to it', async () => {
  const { psid } = sim.newCitizen('Phạm Thu Hà');
  sim.comment(psid, matter, { twice: true });
  await isInvited(psid);
  sim.comment(psid, `${matter} lần nữa`);
  const other = sim.newCitizen('Lê Văn Nam').psid;
  sim.comment(other, matter);
  await isInvited(other);
  await sim.idle();
  expect(invitations(psid)).toHaveLength(1);
  expect(sim.sent().filter(({ path }) => path.endsWith('/messages'))).toHaveLength(2);

  sim.say(psid, 'xin chào');
  await sim.until(() => sim.thread(psid).filter(({ from }) => from === 'page').length > 1);
});

test('an answer of Meta that is lost is settled by the echo, and a restart sends nothing again', async () => {
  const { psid } = sim.newCitizen('Phạm Thu Hà');
  sim.fail({ times: 1, with: 'sent-but-lost', match: (call) => call.path.endsWith('/messages') });
  sim.comment(psid, matter);
  await isInvited(psid);
  await sim.idle();
  await system.close();
  await open();
  const other = sim.newCitizen('Lê Văn Nam').psid;
  sim.comment(other, matter);
  await isInvited(other);
  expect(invitations(psid)).toHaveLength(1);
});
