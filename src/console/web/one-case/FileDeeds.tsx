import { Button, Popconfirm } from 'antd';
import type { FileView } from '../../contract';
import { useCaseHere } from './case-here';
import { sayActionFailure } from './say-failure';
import { useCaseAction } from './use-case-action';

type Deed = NonNullable<FileView['may']>[number];

/** What an officer may do with a photo that shows somebody's identity paper. */
export function FileDeeds({ file }: { readonly file: FileView }) {
  const caseId = useCaseHere();
  if (caseId === undefined || !file.may?.length) return null;
  return <Deeds caseId={caseId} file={file} may={file.may} />;
}

type Props = { readonly caseId: string; readonly file: FileView; readonly may: readonly Deed[] };

function Deeds({ caseId, file, may }: Props) {
  const { run, error, isPending } = useCaseAction(caseId);
  const act = (type: Deed) => void run({ type, file: file.id });
  return (
    <div className="file-deeds">
      {may.includes('mark-paper') && (
        <Popconfirm
          title="Ảnh này là giấy tờ tùy thân?"
          description="Ảnh được cất đi ngay, không ai xem hay tải được nữa. Sau đó có thể xóa hẳn."
          okText="Đánh dấu"
          cancelText="Thôi"
          onConfirm={() => act('mark-paper')}
        >
          <Button type="link" size="small" loading={isPending}>
            Là giấy tờ tùy thân
          </Button>
        </Popconfirm>
      )}
      {may.includes('unmark-paper') && (
        <Button type="link" size="small" loading={isPending} onClick={() => act('unmark-paper')}>
          Bỏ đánh dấu
        </Button>
      )}
      {may.includes('delete-paper') && (
        <Popconfirm
          title="Xóa hẳn ảnh này?"
          description="Cả ảnh gốc cũng bị xóa, không lấy lại được. Lịch sử hồ sơ ghi lại ai đã xóa, không ghi nội dung."
          okText="Xóa ảnh"
          okButtonProps={{ danger: true }}
          cancelText="Thôi"
          onConfirm={() => act('delete-paper')}
        >
          <Button type="link" size="small" danger loading={isPending}>
            Xóa ảnh
          </Button>
        </Popconfirm>
      )}
      {error !== null && (
        <p className="file-failure" role="alert">
          {sayActionFailure(error)}
        </p>
      )}
    </div>
  );
}
