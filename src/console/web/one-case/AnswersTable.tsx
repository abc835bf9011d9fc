import { LockOutlined } from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { CaseView } from '../../contract';

/** What the citizen answered, in the order in which it was asked. */
export function AnswersTable({ answers }: { readonly answers: CaseView['answers'] }) {
  if (answers.length === 0) return <p className="nothing">Công dân chưa cung cấp thông tin nào.</p>;
  return (
    <dl className="answers">
      {answers.map((answer) => (
        <div key={answer.id} className="answer">
          <dt>{answer.label}</dt>
          <dd className={answer.masked ? 'answer-masked' : undefined}>
            {answer.masked && (
              <Tooltip title="Thông tin về người gửi được che; Anh/Chị không có quyền xem.">
                <LockOutlined role="img" aria-label="Đã che" tabIndex={0} />
              </Tooltip>
            )}
            <span dir="auto">{answer.shown}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
