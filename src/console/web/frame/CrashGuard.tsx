import { Alert, Button } from 'antd';
import { Component, type ReactNode } from 'react';

type Props = { readonly children: ReactNode };
type State = { readonly crashed: boolean };

/** After an update of the server an open page may ask for parts that are gone; loading it anew mends that. */
export class CrashGuard extends Component<Props, State> {
  override state: State = { crashed: false };

  static getDerivedStateFromError(): State {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="door">
        <Alert
          type="warning"
          showIcon
          title="Trang gặp lỗi"
          description="Có thể hệ thống vừa được cập nhật. Xin tải lại trang; bản nháp đang soạn vẫn được giữ."
          action={<Button onClick={() => window.location.reload()}>Tải lại trang</Button>}
        />
      </main>
    );
  }
}
