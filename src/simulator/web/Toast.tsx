import { CloseIcon } from './icons';

export function Toast({ text, onClose }: { readonly text: string; readonly onClose: () => void }) {
  return (
    <div className="toast" role="alert" data-testid="toast">
      <span>{text}</span>
      <button type="button" className="icon-button" aria-label="Đóng thông báo" onClick={onClose}>
        <CloseIcon />
      </button>
    </div>
  );
}
