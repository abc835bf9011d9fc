import { Typography } from 'antd';
import type { ReachView } from '../../contract';

/** What remains where Messenger takes nothing: the phone, a text message to copy, a letter. */
export function OtherWays({ reach }: { readonly reach: ReachView }) {
  const { phones, addresses, sms } = reach;
  if (phones.length === 0 && addresses.length === 0)
    return <p className="reach-more">Hồ sơ không có số điện thoại hay địa chỉ để liên hệ cách khác.</p>;
  return (
    <ul className="reach-ways" aria-label="Cách liên hệ khác">
      {phones.map((phone) => (
        <li key={phone}>
          Gọi điện: <a href={`tel:${phone.replace(/[^\d+]/g, '')}`}>{phone}</a>
        </li>
      ))}
      {phones.length > 0 && (
        <li>
          Nhắn SMS:{' '}
          <Typography.Text copyable={{ text: sms, tooltips: ['Chép tin nhắn', 'Đã chép'] }}>
            {sms}
          </Typography.Text>
        </li>
      )}
      {addresses.map((address) => (
        <li key={address} dir="auto">
          Gửi thư: {address}
        </li>
      ))}
    </ul>
  );
}
