import type { CaseView } from '../../contract';
import { AnswersTable } from './AnswersTable';
import { CaseFacts } from './CaseFacts';
import { Details } from './Details';
import { FileLine } from './FileLine';
import { FormLine } from './FormLine';
import { History } from './History';
import { Notes } from './Notes';
import { ShowNumbers } from './ShowNumbers';
import { WithdrawalAsked } from './WithdrawalAsked';

export function DetailsPane({ view }: { readonly view: CaseView }) {
  return (
    <div className="details">
      {view.withdrawal !== undefined && <WithdrawalAsked view={view} asked={view.withdrawal} />}
      <CaseFacts view={view} />
      <Details title="Thông tin công dân cung cấp">
        <AnswersTable answers={view.answers} />
        {view.numbersCovered && <ShowNumbers caseId={view.id} />}
      </Details>
      {view.files.length > 0 && (
        <Details title={`Tệp đính kèm (${view.files.length})`}>
          <div className="details-files">
            {view.files.map((file) => (
              <FileLine key={file.id} file={file} named />
            ))}
          </div>
        </Details>
      )}
      {view.form !== undefined && (
        <Details title="Mẫu đơn">
          <FormLine form={view.form} />
        </Details>
      )}
      <Notes view={view} />
      <Details title="Lịch sử xử lý">
        <History entries={view.history} />
      </Details>
    </div>
  );
}
