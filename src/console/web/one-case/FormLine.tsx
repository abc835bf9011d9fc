import { FileWordOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { CaseView } from '../../contract';

type Props = { readonly form: NonNullable<CaseView['form']> };

/** The complaint form filled in from the answers, to be printed at the counter or sent by another way. */
export function FormLine({ form }: Props) {
  return (
    <Button icon={<FileWordOutlined aria-hidden />} href={form.url} download={form.name}>
      Tải đơn khiếu nại đã điền sẵn
    </Button>
  );
}
