import { useEffect } from 'react';
import type { CitizenAction, CitizenView, Menu } from '../chat-contract';
import { Bubble } from './Bubble';
import type { LocalThread } from './chat-state';
import { Composer } from './Composer';
import { BackIcon } from './icons';
import { PagePicture } from './PagePicture';
import { QuickReplies } from './QuickReplies';
import { act, sendFiles } from './server';
import { StartCard } from './StartCard';
import { openQuickReplies, threadRows } from './thread-rows';
import { useStickyEnd } from './use-sticky-end';

type Props = {
  readonly citizen: CitizenView;
  readonly thread: LocalThread | undefined;
  readonly typing: boolean;
  readonly menu: Menu;
  readonly pageName: string;
  readonly now: number;
  readonly wish: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly onClose: () => void;
};

/** One citizen's telephone. */
export function Column({ citizen, thread, typing, menu, pageName, now, wish, onClose }: Props) {
  const messages = thread?.messages ?? [];
  const log = useStickyEnd(messages.at(-1));
  const doing = (action: CitizenAction): Promise<boolean> => wish(() => act(citizen.id, action));
  const tap = (title: string, payload: string): void => void doing({ type: 'tap', title, payload });

  useReading(citizen.id, thread);
  const chips = openQuickReplies(messages);

  return (
    <section
      className="phone"
      aria-label={`Đoạn chat của ${citizen.name}`}
      data-testid="column"
      data-citizen={citizen.id}
    >
      <header className="phone-top">
        <button
          type="button"
          className="icon-button"
          aria-label={`Đóng đoạn chat của ${citizen.name}`}
          onClick={onClose}
        >
          <BackIcon />
        </button>
        <PagePicture size={32} />
        <div className="phone-names">
          <strong>{pageName}</strong>
          <small>
            Bạn là <b>{citizen.name}</b>
          </small>
        </div>
      </header>
      <div className="log" ref={log} role="log" aria-live="polite" aria-label="Tin nhắn" tabIndex={0}>
        <div className="log-rows">
          {thread?.whole && messages.length === 0 && <StartCard {...{ menu, pageName }} onTap={tap} />}
          {threadRows(
            messages,
            thread?.marks ?? { seenByPage: 0, seenByCitizen: 0, undelivered: [] },
            now,
          ).map((row) => (
            <Bubble key={row.message.mid} row={row} onTap={tap} />
          ))}
          {typing && (
            <p className="typing" role="status" aria-label="Trang đang soạn tin" data-testid="typing">
              <i />
              <i />
              <i />
            </p>
          )}
        </div>
      </div>
      <QuickReplies
        replies={chips}
        onPick={(title, payload) => void doing({ type: 'quick-reply', title, payload })}
      />
      <Composer
        menu={menu}
        onTap={tap}
        onText={(text) => doing({ type: 'say', text })}
        onFiles={(files, text) => wish(() => sendFiles(citizen.id, files, text))}
        onSticker={() => void doing({ type: 'sticker' })}
        onPlace={(lat, long) => void doing({ type: 'location', lat, long })}
      />
    </section>
  );
}

/** Whoever looks at the chat has read it: the page hears of that, as at Facebook. */
function useReading(id: string, thread: LocalThread | undefined): void {
  const lastFromPage = thread?.messages.findLast(({ from }) => from !== 'citizen')?.at ?? 0;
  const unread = lastFromPage > (thread?.marks.seenByCitizen ?? 0);
  useEffect(() => {
    if (!unread) return;
    const tellIfLooking = (): void => {
      // No toast: the banner already says when the line is cut, and the next look tries again.
      if (document.visibilityState === 'visible') act(id, { type: 'read' }).catch(() => undefined);
    };
    tellIfLooking();
    document.addEventListener('visibilitychange', tellIfLooking);
    return () => document.removeEventListener('visibilitychange', tellIfLooking);
  }, [id, unread, lastFromPage]);
}
