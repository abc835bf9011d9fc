import type { QuickReply } from '../chat-contract';

type Props = {
  readonly replies: readonly QuickReply[];
  readonly onPick: (title: string, payload: string) => void;
};

/** What Messenger would take from the person's account; here everybody has the same. */
const fromAccount = { user_phone_number: '0912345678', user_email: 'nguoi.dan@example.com' };

export function QuickReplies({ replies, onPick }: Props) {
  if (replies.length === 0) return null;
  return (
    <div className="quick" role="group" aria-label="Trả lời nhanh">
      {replies.map(({ content_type: type, title, payload, image_url: picture }, index) => {
        const label = type === 'text' ? (title ?? '') : fromAccount[type];
        return (
          <button
            type="button"
            key={index}
            className="chip"
            data-testid="quick-reply"
            onClick={() => onPick(label, payload ?? label)}
          >
            {picture !== undefined && <img src={picture} alt="" width="20" height="20" />}
            {label}
          </button>
        );
      })}
    </div>
  );
}
