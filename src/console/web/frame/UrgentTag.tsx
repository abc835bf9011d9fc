import { Tag } from 'antd';

/** The citizen said that it cannot wait. */
export function UrgentTag() {
  return (
    <Tag color="red" variant="solid">
      Cấp bách
    </Tag>
  );
}
