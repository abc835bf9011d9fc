import { Typography } from 'antd';
import { useEffect, type ReactNode } from 'react';

type Props = { readonly title: string; readonly children: ReactNode };

/** The card that stands before the console: signing in, choosing a first password. */
export function DoorPage({ title, children }: Props) {
  useEffect(() => {
    document.title = `${title} – Tiếp Nhận`;
  }, [title]);
  return (
    <main className="door">
      <div className="door-card">
        <p className="door-name">Tiếp Nhận</p>
        <Typography.Title level={1} className="door-title">
          {title}
        </Typography.Title>
        {children}
      </div>
    </main>
  );
}
