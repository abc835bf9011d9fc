import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Menu } from '../chat-contract';
import { FileTray } from './FileTray';
import { ClipIcon, ImageIcon, LikeIcon, MenuIcon, PinIcon, SendIcon } from './icons';
import { PlaceChoice } from './PlaceChoice';
import { Popup } from './Popup';
import { Buttons } from './TemplateCard';

type Props = {
  readonly menu: Menu;
  readonly onTap: (title: string, payload: string) => void;
  readonly onText: (text: string) => Promise<boolean>;
  readonly onFiles: (files: readonly File[], text: string) => Promise<boolean>;
  readonly onSticker: () => void;
  readonly onPlace: (lat: number, long: number) => void;
};

export function Composer({ menu, onTap, onText, onFiles, onSticker, onPlace }: Props) {
  const [text, setText] = useState('');
  const [files, setFiles] = useState<readonly File[]>([]);
  const [popup, setPopup] = useState<'menu' | 'place'>();
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  const toggle = (which: 'menu' | 'place') => setPopup(popup === which ? undefined : which);
  const add = (list: FileList | null): void => setFiles([...files, ...(list ?? [])]);

  useLayoutEffect(() => {
    const area = input.current;
    if (area === null) return;
    area.style.height = 'auto';
    area.style.height = `${Math.min(area.scrollHeight, 120)}px`;
  }, [text]);

  const send = async (): Promise<void> => {
    const words = text.trim();
    if (busy || (words === '' && files.length === 0)) return;
    setBusy(true);
    // What could not be sent stays where it was typed.
    if (await (files.length > 0 ? onFiles(files, words) : onText(words))) {
      setText((now) => (now.trim() === words ? '' : now));
      setFiles([]);
    }
    setBusy(false);
    input.current?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    // Enter also ends a Telex composition; that one is not for us.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  return (
    <div className="composer">
      {popup === 'menu' && (
        <Popup label="Menu của Trang" onClose={() => setPopup(undefined)}>
          <Buttons
            buttons={menu.items}
            onTap={(title, payload) => {
              setPopup(undefined);
              onTap(title, payload);
            }}
          />
        </Popup>
      )}
      {popup === 'place' && (
        <Popup label="Gửi vị trí" onClose={() => setPopup(undefined)}>
          <PlaceChoice
            onPick={(lat, long) => {
              setPopup(undefined);
              onPlace(lat, long);
            }}
          />
        </Popup>
      )}
      <FileTray files={files} onRemove={(gone) => setFiles(files.filter((file) => file !== gone))} />
      <div className="tools">
        {menu.items.length > 0 && (
          <button
            type="button"
            className="icon-button"
            aria-label="Mở menu của Trang"
            aria-expanded={popup === 'menu'}
            onClick={() => toggle('menu')}
          >
            <MenuIcon />
          </button>
        )}
        <FileButton
          label="Gửi ảnh hoặc video"
          accept="image/*,video/*"
          onPick={add}
          picture={<ImageIcon />}
        />
        <FileButton label="Gửi tệp" onPick={add} picture={<ClipIcon />} />
        <button
          type="button"
          className="icon-button"
          aria-label="Gửi vị trí"
          aria-expanded={popup === 'place'}
          onClick={() => toggle('place')}
        >
          <PinIcon />
        </button>
        <textarea
          ref={input}
          rows={1}
          value={text}
          maxLength={20_000}
          placeholder="Aa"
          aria-label="Soạn tin nhắn"
          enterKeyHint="send"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKey}
        />
        {text.trim() === '' && files.length === 0 ? (
          <button type="button" className="icon-button" aria-label="Gửi lượt thích" onClick={onSticker}>
            <LikeIcon />
          </button>
        ) : (
          <button
            type="button"
            className="icon-button"
            aria-label="Gửi"
            disabled={busy}
            onClick={() => void send()}
          >
            <SendIcon />
          </button>
        )}
      </div>
    </div>
  );
}

type FileButtonProps = {
  readonly label: string;
  readonly accept?: string;
  readonly onPick: (files: FileList | null) => void;
  readonly picture: React.ReactNode;
};

function FileButton({ label, accept, onPick, picture }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          onPick(event.target.files);
          event.target.value = '';
        }}
      />
      <button
        type="button"
        className="icon-button"
        aria-label={label}
        title={label}
        onClick={() => input.current?.click()}
      >
        {picture}
      </button>
    </>
  );
}
