import { Alert } from 'antd';
import type { FindingView } from '../../flow-contract';

type Props = {
  readonly findings: readonly FindingView[];
  readonly isChecking: boolean;
  /** The flow that is being written: what is wrong in others is said to be there. */
  readonly name: string;
};

/** All that is wrong, one sentence each, for whoever does not see the marks in the editor. */
export function FindingList({ findings, isChecking, name }: Props) {
  if (findings.length === 0)
    return (
      <p className="flows-quiet" role="status">
        {isChecking ? 'Đang kiểm tra…' : 'Không có chỗ nào sai.'}
      </p>
    );
  return (
    <Alert
      type="error"
      role="status"
      title={`Có ${findings.length} chỗ cần sửa trước khi công bố`}
      description={
        <ul className="finding-list">
          {findings.map((finding) => (
            <li key={`${finding.name}-${finding.line}-${finding.step}-${finding.what}`}>
              <strong>{placeOf(finding, name)}</strong> {finding.what}. <em>Cách sửa:</em> {finding.mend}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function placeOf({ name, line, step }: FindingView, own: string): string {
  const parts = [
    name === own || name === '' ? '' : `Kịch bản ${name}`,
    line === undefined ? '' : `Dòng ${line}`,
    step === undefined ? '' : `bước ${step}`,
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}:` : '';
}
