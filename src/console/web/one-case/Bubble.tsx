import { LockOutlined } from '@ant-design/icons';
import type { TranscriptItem } from '../../contract';
import { formatDateTime } from '../wording/format-time';
import { confidential } from '../wording/labels';
import { DeliveryMark } from './DeliveryMark';
import { FileLine } from './FileLine';

type Props = { readonly item: TranscriptItem; readonly last: boolean };

export function Bubble({ item, last }: Props) {
  const empty = item.text === '' && item.files.length === 0;
  return (
    <div className="bubble-line">
      {item.hidden ? (
        <div className="bubble bubble-hidden" title={formatDateTime(item.at)}>
          <LockOutlined aria-hidden /> {confidential}
        </div>
      ) : (
        (item.text !== '' || empty) && (
          <div className="bubble" dir="auto" title={formatDateTime(item.at)}>
            {empty ? <em>(Không có nội dung chữ)</em> : item.text}
          </div>
        )
      )}
      {item.files.map((file) => (
        <FileLine key={file.id} file={file} />
      ))}
      {item.choices.length > 0 && (
        <ul className="bubble-choices" aria-label="Các lựa chọn đã đưa ra">
          {item.choices.map((choice, index) => (
            <li key={index} dir="auto">
              {choice}
            </li>
          ))}
        </ul>
      )}
      {item.takenBackAt !== undefined && (
        <p className="taken-back">Người dân đã thu hồi tin này lúc {formatDateTime(item.takenBackAt)}.</p>
      )}
      {/* That all went well is said once a run; what did not is said where it happened. */}
      {item.delivery !== undefined && (last || item.delivery !== 'sent') && (
        <DeliveryMark delivery={item.delivery} reason={item.reason} />
      )}
    </div>
  );
}
