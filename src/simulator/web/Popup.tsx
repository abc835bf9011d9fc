import { useEffect, useRef, type ReactNode } from 'react';

/** A sheet above the composer; Escape or a click elsewhere closes it. */
export function Popup({
  label,
  onClose,
  children,
}: {
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    sheet.current?.querySelector<HTMLElement>('button, a')?.focus();
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onClose();
    };
    const onPress = (event: PointerEvent): void => {
      const target = event.target as Element;
      // The button that opened it closes it by itself.
      if (!sheet.current?.contains(target) && target.closest('[aria-expanded="true"]') === null) onClose();
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('pointerdown', onPress);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('pointerdown', onPress);
    };
  });
  return (
    <div className="popup" ref={sheet} role="group" aria-label={label} data-testid="popup">
      <strong>{label}</strong>
      {children}
    </div>
  );
}
