import { Alert, Button } from 'antd';
import { useCaseAction } from './use-case-action';

/** Says that numbers of identity papers are covered, and shows them; who has looked stands in the case's history. */
export function ShowNumbers({ caseId }: { readonly caseId: string }) {
  const { run, isPending } = useCaseAction(caseId);
  return (
    <Alert
      className="numbers-covered"
      type="info"
      showIcon
      title="Số giấy tờ tùy thân trong hồ sơ đang được che."
      action={
        <Button size="small" loading={isPending} onClick={() => void run({ type: 'show-numbers' })}>
          Hiện số
        </Button>
      }
    />
  );
}
