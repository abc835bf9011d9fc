import { join } from 'node:path';
import { systemClock } from '../clock';
import type { Config } from '../config';
import { openRawStore, type RawStore } from '../store/open-store';
import { secretsOf } from '../trial-secrets';
import { KEYS_FILE } from './manifest';
import { restoreBackup } from './restore-backup';
import { writeBackup } from './write-backup';

/** `npm run backup -- FOLDER`. Works beside a running server. @returns the exit code */
export async function runBackupCommand(config: Config, argv: readonly string[]): Promise<number> {
  const [folder, ...more] = argv;
  if (!folder || more.length > 0) return usage('npm run backup -- <thư mục>');
  const { path, manifest } = await withStore(config, (raw) =>
    writeBackup({ clock: systemClock }, raw, folder),
  );
  process.stdout.write(
    `Bản sao lưu: ${path} (${manifest.documents} tài liệu, ${manifest.files} tệp)\n` +
      `Các khóa:    ${join(folder, KEYS_FILE)} (dùng cho mọi bản sao lưu; cất riêng, chỉ giữ bản mới nhất)\n` +
      'Cả hai chỉ dùng được cùng MASTER_KEY: giữ một bản của khóa đó ở nơi thứ ba.\n',
  );
  return 0;
}

/** `npm run restore -- BACKUP [--keys FILE]`. @returns the exit code */
export async function runRestoreCommand(config: Config, argv: readonly string[]): Promise<number> {
  const [backup, option, keys, ...more] = argv;
  const isKnown = option === undefined || (option === '--keys' && keys !== undefined);
  if (!backup || !isKnown || more.length > 0)
    return usage('npm run restore -- <thư mục của bản sao lưu> [--keys <tệp khóa>]');
  const { documents, files, gone } = await withStore(config, (raw) => restoreBackup(raw, backup, keys));
  process.stdout.write(
    `Đã khôi phục: ${documents} tài liệu, ${files} tệp.\n` +
      (gone > 0
        ? `${gone} tài liệu không còn đọc được: khóa của chúng đã bị hủy sau lần sao lưu này.\n`
        : ''),
  );
  return 0;
}

async function withStore<T>(config: Config, work: (raw: RawStore) => Promise<T>): Promise<T> {
  const raw = await openRawStore({ clock: systemClock }, { ...config, ...secretsOf(config) });
  try {
    return await work(raw);
  } finally {
    await raw.close();
  }
}

function usage(line: string): number {
  process.stderr.write(`Cách dùng: ${line}\n`);
  return 1;
}
