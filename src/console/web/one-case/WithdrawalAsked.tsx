import { Alert, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import type { CaseView } from '../../contract';
import { Ago } from '../frame/Ago';
import { ReasonDialog } from './ReasonDialog';
import { sayActionFailure } from './say-failure';
import { useCaseAction } from './use-case-action';

type Props = { readonly view: CaseView; readonly asked: NonNullable<CaseView['withdrawal']> };

/** The citizen wants the case back. It stays as it is until an officer decides. */
export function WithdrawalAsked({ view, asked }: Props) {
  const { run, error, isPending } = useCaseAction(view.id);
  const [asking, setAsking] = useState<'confirm-withdrawal' | 'decline-withdrawal'>();
  const mayConfirm = view.may.includes('confirm-withdrawal');
  return (
    <>
      <Alert
        className="withdrawal-asked"
        type="warning"
        showIcon
        title="Công dân đề nghị rút hồ sơ này"
        description={
          <>
            <p dir="auto">{asked.text ?? 'Không nêu lý do.'}</p>
            {asked.needsPaper && (
              <p>
                Rút khiếu nại, tố cáo cần đơn rút hoặc biên bản có chữ ký hoặc điểm chỉ. Với tố cáo, nội dung
                có dấu hiệu vi phạm, hoặc việc rút do bị đe dọa, mua chuộc, vẫn phải được xem xét.
              </p>
            )}
            <p>
              Đề nghị <Ago at={asked.at} what="Đề nghị" />
            </p>
            {error !== null && <p>{sayActionFailure(error)}</p>}
          </>
        }
      />
      {mayConfirm && (
        <div className="case-actions" role="group" aria-label="Đề nghị rút hồ sơ">
          {asked.needsPaper ? (
            <Button disabled={isPending} onClick={() => setAsking('confirm-withdrawal')}>
              Xác nhận rút
            </Button>
          ) : (
            <Popconfirm
              title="Xác nhận cho công dân rút hồ sơ?"
              description="Hồ sơ được đóng và công dân được báo ngay."
              okText="Xác nhận rút"
              cancelText="Thôi"
              onConfirm={() => void run({ type: 'confirm-withdrawal' })}
            >
              <Button disabled={isPending}>Xác nhận rút</Button>
            </Popconfirm>
          )}
          <Button disabled={isPending} onClick={() => setAsking('decline-withdrawal')}>
            Chưa cho rút
          </Button>
        </div>
      )}
      {asking !== undefined && (
        <ReasonDialog view={view} type={asking} onClose={() => setAsking(undefined)} />
      )}
    </>
  );
}
