import { useId, type ReactNode } from 'react';

type Props = { readonly title: string; readonly children: ReactNode };

export function Details({ title, children }: Props) {
  const heading = useId();
  return (
    <section className="details-part" aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  );
}
