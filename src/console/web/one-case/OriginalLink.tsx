import type { FileView } from '../../contract';
import { originalAddress } from './file-address';

/** Leads to a photo as it came. Said beside it: what it tells, and that asking for it is written down. */
export function OriginalLink({ file }: { readonly file: FileView }) {
  const address = originalAddress(file);
  if (address === undefined) return null;
  return (
    <p className="file-original">
      <a href={address} download>
        Tải ảnh gốc
      </a>{' '}
      (còn ghi nơi chụp, giờ chụp và máy ảnh nếu máy có lưu; lượt tải được ghi vào lịch sử)
    </p>
  );
}
