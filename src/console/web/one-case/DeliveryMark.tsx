import {
  CheckOutlined,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  HourglassOutlined,
} from '@ant-design/icons';
import type { TranscriptItem } from '../../contract';

type Props = {
  readonly delivery: NonNullable<TranscriptItem['delivery']>;
  readonly reason: string | undefined;
};

/** Whether a message of ours has reached Messenger. */
export function DeliveryMark({ delivery, reason }: Props) {
  switch (delivery) {
    case 'waiting':
      return (
        <p className="delivery">
          <ClockCircleOutlined aria-hidden /> Đang gửi
        </p>
      );
    case 'sent':
      return (
        <p className="delivery">
          <CheckOutlined aria-hidden /> Đã gửi
        </p>
      );
    case 'held':
      return (
        <p className="delivery delivery-held">
          <HourglassOutlined aria-hidden /> Đang chờ: sẽ tự gửi khi công dân nhắn lại
          {reason === undefined ? '' : ` (${reason.replace(/\.$/, '')})`}
        </p>
      );
    case 'failed':
      return (
        <p className="delivery delivery-failed">
          <ExclamationCircleFilled aria-hidden /> Chưa gửi được{reason === undefined ? '' : `: ${reason}`}
        </p>
      );
  }
}
