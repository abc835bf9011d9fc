import { systemClock } from './clock';
import type { Config } from './config';
import { openKeys } from './store/open-store';
import { countKeys, type KeyCounts, rotateKeys } from './store/sealing/rotate-keys';
import { secretsOf } from './trial-secrets';

type Streams = { readonly out: (line: string) => void; readonly err: (line: string) => void };

const toTerminal: Streams = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
};

/**
 * Wraps all keys by the present master key. Works beside running servers that know both; may be killed and run again.
 * @returns the exit code
 */
export async function runRotateKeyCommand(config: Config, { out, err } = toTerminal): Promise<number> {
  if (!config.masterKey || !config.previousMasterKey) {
    err(
      'Đặt MASTER_KEY là khóa mới và MASTER_KEY_PREVIOUS là khóa đang dùng, khởi động lại máy chủ với cả hai khóa, rồi chạy lại: npm run rotate-key',
    );
    return 1;
  }
  if (config.masterKey.equals(config.previousMasterKey)) {
    err('MASTER_KEY và MASTER_KEY_PREVIOUS giống nhau: MASTER_KEY phải là khóa mới (openssl rand -hex 32).');
    return 1;
  }
  const { keys, masters, close } = await openKeys(
    { clock: systemClock },
    { ...config, masterKey: secretsOf(config).masterKey },
  );
  try {
    const before = await countKeys(keys, masters);
    if (before.present + before.previous + before.strange === 0) {
      err('Chưa có khóa nào trong dữ liệu: hãy kiểm tra DATA_DIR (hoặc MONGODB_URL), không có gì để đổi.');
      return 1;
    }
    if (before.strange > 0 && before.previous === 0) {
      err(
        `MASTER_KEY_PREVIOUS không phải là khóa đang dùng: ${before.strange} khóa dữ liệu được bọc bằng một khóa khác. Đặt MASTER_KEY_PREVIOUS là khóa đó.`,
      );
      return 1;
    }
    out(show(before));
    await rotateKeys(keys, masters, (counts) => out(show(counts)));
    const { strange, present } = await countKeys(keys, masters);
    if (strange > 0) {
      err(
        `Còn ${strange} khóa dữ liệu được bọc bằng một khóa thứ ba: đặt MASTER_KEY_PREVIOUS là khóa đó rồi chạy lại.`,
      );
      return 1;
    }
    out(
      `Xong: cả ${present} khóa đã được bọc bằng khóa mới. Bỏ MASTER_KEY_PREVIOUS, khởi động lại máy chủ, sao lưu lại các khóa và cất khóa cũ cùng các bản sao lưu cũ, hoặc hủy cả hai.`,
    );
    return 0;
  } finally {
    await close();
  }
}

const show = ({ present, previous, strange }: KeyCounts): string =>
  `Khóa mới: ${present}   khóa cũ: ${previous}${strange > 0 ? `   khóa khác: ${strange}` : ''}`;
