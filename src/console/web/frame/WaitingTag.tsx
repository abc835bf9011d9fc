import { Tag } from 'antd';

/** The citizen wrote something that no officer has answered yet. */
export function WaitingTag() {
  return (
    <Tag color="volcano" variant="filled">
      Chờ trả lời
    </Tag>
  );
}
