import { FacebookOutlined } from '@ant-design/icons';
import { Alert } from 'antd';
import type { ReachView } from '../../contract';
import { useNow } from '../frame/use-now';
import { OtherWays } from './OtherWays';
import { sayOnFacebook, sayReach } from './say-reach';

type Props = { readonly reach: ReachView; readonly mayWrite: boolean };

/** Whether and how the citizen can be answered, before anything is typed. */
export function ReachNote({ reach, mayWrite }: Props) {
  const now = useNow();
  const said = sayReach(reach, now, mayWrite);
  const elsewhere = sayOnFacebook(reach, now);
  return (
    <div className="reach">
      {elsewhere !== undefined && (
        <Alert type="info" showIcon icon={<FacebookOutlined />} title={elsewhere} role="status" />
      )}
      {said.door === 'answer' && said.level === 'info' ? (
        <p className="reach-open" role="note">
          {said.text}
        </p>
      ) : (
        <Alert
          type={said.level}
          showIcon
          role="note"
          title={said.text}
          description={
            said.door === 'shut' && (
              <>
                {said.more !== undefined && <p className="reach-more">{said.more}</p>}
                <OtherWays reach={reach} />
              </>
            )
          }
        />
      )}
    </div>
  );
}
