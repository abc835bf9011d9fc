import { join } from 'node:path';
import { systemClock } from '../clock';
import type { Config } from '../config';
import { messengerClient } from '../messenger/client';
import { pageProfile } from '../messenger/page-profile';
import { pageSetup } from '../messenger/page-setup';
import { publishMissing } from '../publish-flows';
import { loadFlowBook } from '../publishing/load-book';
import { openStore } from '../store/open-store';
import { secretsOf } from '../trial-secrets';
import { connectPage } from './connect-page';
import type { Finding } from './finding';

type Streams = { readonly out: (text: string) => void; readonly err: (text: string) => void };
const toTerminal: Streams = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
};

/** `npm run connect [-- --tester PSID]`. Works beside a running server. @returns the exit code */
export async function runConnectCommand(
  { config, root }: { readonly config: Config; readonly root: string },
  argv: readonly string[],
  { out, err }: Streams = toTerminal,
): Promise<number> {
  const [option, tester, ...more] = argv;
  const isKnown = option === undefined || (option === '--tester' && /^\d{5,30}$/.test(tester ?? ''));
  if (!isKnown || more.length > 0) {
    err('Cách dùng / Usage: npm run connect [-- --tester <PSID>]');
    return 1;
  }
  const { meta, isTrial } = secretsOf(config);
  const here = `http://${config.host}:${config.port}`;
  if (isTrial) out(TRIAL);
  const graph = {
    ...meta,
    appSecret: meta.appSecrets[0] ?? '',
    // In the trial mode the stand-in is behind the same door.
    graphUrl: isTrial ? `${here}/simulator/graph` : config.graphUrl,
    graphVersion: config.graphVersion,
  };
  const { profile, answersComments } = await readPublished({ config, root });
  const [setup, client] = [pageSetup(graph), messengerClient(graph)];
  try {
    let wrongs = 0;
    const publicUrl = config.publicUrl ?? here;
    const deps = {
      setup,
      client,
      meta,
      publicUrl,
      isTrial,
      profile,
      answersComments,
      tester,
      now: systemClock.now,
    };
    for await (const finding of connectPage(deps)) {
      out(show(finding));
      if (finding.state === 'wrong') wrongs += 1;
    }
    out(
      wrongs === 0
        ? '\nMọi thứ kiểm tra được đều đúng.\nAll that can be looked at is right.'
        : `\nCòn ${wrongs} việc cần sửa; sửa xong hãy chạy lại: npm run connect\n${wrongs} to mend; then run it again: npm run connect`,
    );
    return wrongs === 0 ? 0 : 1;
  } finally {
    setup.close();
    client.close();
  }
}

const TRIAL = `Chưa có thông tin của Meta (PAGE_ID, APP_ID, APP_SECRET, VERIFY_TOKEN, PAGE_ACCESS_TOKEN): kiểm tra với trang giả lập.
No Meta credentials (PAGE_ID, APP_ID, APP_SECRET, VERIFY_TOKEN, PAGE_ACCESS_TOKEN): looking at the stand-in.
`;

/** As published, which is what running servers use; before the first start, what ships. */
async function readPublished({ config, root }: { readonly config: Config; readonly root: string }) {
  const { store, close } = await openStore({ clock: systemClock }, { ...config, ...secretsOf(config) });
  try {
    const publishing = { ...store, clock: systemClock };
    await publishMissing(publishing, join(root, 'flows'));
    const { book } = await loadFlowBook(publishing);
    return {
      profile: pageProfile(book),
      answersComments: book.department['comment-reply'] !== undefined,
    };
  } finally {
    await close();
  }
}

const marks: Readonly<Record<Finding['state'], string>> = {
  fine: '[  đúng  ]',
  mended: '[ đã sửa ]',
  wrong: '[  SAI   ]',
  'by-hand': '[tự làm  ]',
  skipped: '[ bỏ qua ]',
};

function show({ state, said, mend }: Finding): string {
  const indent = ' '.repeat(11);
  const lines = [`${marks[state]} ${said.vi}`, `${indent}${said.en}`];
  if (mend) lines.push(`${indent}→ ${mend.vi}`, `${indent}→ ${mend.en}`);
  return lines.join('\n');
}
