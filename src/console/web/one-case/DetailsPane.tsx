import type { CaseView } from '../../contract';
import { AnswersTable } from './AnswersTable';
import { CaseFacts } from './CaseFacts';
import { Details } from './Details';
import { FileLine } from './FileLine';
import { History } from './History';
import { Notes } from './Notes';

export function DetailsPane({ view }: { readonly view: CaseView }) {
  return (
    <div className="details">
      <CaseFacts view={view} />
      <Details title="Thông tin công dân cung cấp">
        <AnswersTable answers={view.answers} />
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
      <Notes view={view} />
      <Details title="Lịch sử xử lý">
        <History entries={view.history} />
      </Details>
    </div>
  );
}
