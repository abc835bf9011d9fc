import { setTimeout as wait } from 'node:timers/promises';
import { parseReceiptCode } from './cases/receipt-code';
import { systemClock } from './clock';
import type { Config } from './config';
import { openStore } from './store/open-store';
import { eraseCase } from './store/sealing/erase-case';
import { secretsOf } from './trial-secrets';

const usage = `Cách dùng:
  npm run destroy-key -- <mã hồ sơ> <mã hồ sơ, gõ lại> [--conversation]
  npm run destroy-key -- <mã hồ sơ> --yes [--conversation]
Nội dung của hồ sơ mất vĩnh viễn, kể cả trong các bản sao lưu cũ. Không lấy lại được.
--conversation: hủy cả cuộc trò chuyện, dù còn hồ sơ khác trong đó.`;

/** Destroys what a citizen wrote in a case. Works beside a running server. @returns the exit code */
export async function runDestroyKeyCommand(config: Config, argv: readonly string[]): Promise<number> {
  const flags = argv.filter((word) => word.startsWith('--'));
  const [first, second, ...rest] = argv.filter((word) => !word.startsWith('--'));
  const code = parseReceiptCode(first ?? '');
  const isKnown = flags.every((flag) => flag === '--yes' || flag === '--conversation');
  if (first === undefined || rest.length > 0 || !isKnown) return refuse(usage);
  if (code === undefined) return refuse(`“${first}” không phải là mã hồ sơ.`);
  if (second === undefined ? !flags.includes('--yes') : parseReceiptCode(second) !== code)
    return refuse(`Để chắc chắn, gõ mã hồ sơ hai lần.\n${usage}`);

  const opened = await openStore({ clock: systemClock }, { ...config, ...secretsOf(config) });
  try {
    const erased = await eraseCase(
      {
        ...opened,
        clock: systemClock,
        wait: async (ms) => {
          if (ms <= 0) return;
          say(`Đợi ${Math.ceil(ms / 1_000)} giây để các máy chủ đang chạy thôi dùng khóa cũ…`);
          await wait(ms);
        },
      },
      code,
      flags.includes('--conversation'),
    );
    if (erased === 'absent') return refuse(`Không có hồ sơ ${code}.`);
    say(
      erased.already
        ? `Nội dung hồ sơ ${code} đã hủy từ trước.`
        : `Đã hủy nội dung hồ sơ ${code}; còn lại mã, loại, ngày và trạng thái.`,
    );
    if (erased.conversation)
      say('Cuộc trò chuyện cũng đã hủy; tin nhắn tiếp theo của công dân bắt đầu cuộc mới.');
    else if (erased.otherCases > 0)
      say(
        `Cuộc trò chuyện còn ${erased.otherCases} hồ sơ khác nên được giữ lại: những lời đã nhắn vẫn đọc được ở đó. Để hủy cả cuộc trò chuyện, chạy lại với --conversation.`,
      );
    say('Sao lưu lại các khóa (npm run backup) và xóa các bản sao cũ của chúng.');
    return 0;
  } finally {
    await opened.close();
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function refuse(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return 1;
}
