import { Alert } from 'antd';
import { useStoreAway } from '../server/store-away';

/** Says that the database is away, and that no citizen's word is lost by it. */
export function StoreBanner() {
  return (
    <div aria-live="polite">
      {useStoreAway() && (
        <Alert
          banner
          type="warning"
          title={
            <>
              <strong>Cơ sở dữ liệu tạm thời gián đoạn.</strong> Tin nhắn của người dân vẫn được giữ lại an
              toàn; hồ sơ có thể chưa mở được hoặc chưa mới nhất. Hệ thống đang tự kết nối lại, trang sẽ tự
              cập nhật.
            </>
          }
        />
      )}
    </div>
  );
}
