import { useEffect, useState, type FormEvent } from 'react';
import type { StateView, Switches } from '../chat-contract';
import { CloseIcon } from './icons';
import { OtherEvents } from './OtherEvents';
import { act, breakGraph, healGraph, passHours, setSwitches, setUsage } from './server';

type Props = {
  readonly server: StateView;
  readonly open: readonly string[];
  readonly wish: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly onClose: () => void;
};

const switches: readonly { readonly key: keyof Switches; readonly label: string; readonly hint: string }[] = [
  {
    key: 'duplicate',
    label: 'Gửi mỗi webhook hai lần',
    hint: 'Facebook đôi khi gửi lặp; hệ thống chỉ được xử lý một lần.',
  },
  { key: 'outOfOrder', label: 'Đảo thứ tự', hint: 'Hai tin liền nhau của một người đến ngược thứ tự.' },
  { key: 'batch', label: 'Gộp nhiều webhook', hint: 'Các tin đang chờ đi chung trong một lần gửi.' },
  { key: 'tokenExpired', label: 'Token hết hạn', hint: 'Mọi lời gọi Graph bị từ chối với lỗi 190.' },
];

/** Makes the stand-in behave as badly as the real thing can. */
export function Switchboard({ server, open, wish, onClose }: Props) {
  // A switch moves under the finger, not only when the server has said so.
  const [flipped, setFlipped] = useState<Partial<Switches>>({});
  useEffect(() => setFlipped({}), [server]);
  const flip = async (change: Partial<Switches>): Promise<void> => {
    setFlipped({ ...flipped, ...change });
    if (!(await wish(() => setSwitches(change)))) setFlipped({});
  };
  return (
    <aside id="switchboard" className="switchboard" aria-label="Thử nghiệm">
      <header>
        <h2>Thử nghiệm</h2>
        <button type="button" className="icon-button" aria-label="Đóng bảng thử nghiệm" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      {switches.map(({ key, label, hint }) => (
        <label key={key} className="switch">
          <input
            type="checkbox"
            role="switch"
            checked={flipped[key] ?? server.switches[key]}
            onChange={(event) => void flip({ [key]: event.target.checked })}
          />
          <span>
            <strong>{label}</strong>
            <small>{hint}</small>
          </span>
        </label>
      ))}
      <div className="stack">
        <button type="button" className="pill" onClick={() => void wish(() => breakGraph(3))}>
          Graph báo lỗi tạm thời 3 lần
        </button>
        {server.faultsLeft && (
          <button type="button" className="pill" onClick={() => void wish(healGraph)}>
            Thôi báo lỗi Graph
          </button>
        )}
        {server.usedPercent > 0 ? (
          <button type="button" className="pill" onClick={() => void wish(() => setUsage(0))}>
            Hạn mức gửi trở lại bình thường
          </button>
        ) : (
          <>
            <button type="button" className="pill" onClick={() => void wish(() => setUsage(95))}>
              Báo đã dùng 95 % hạn mức gửi
            </button>
            <button type="button" className="pill" onClick={() => void wish(() => setUsage(100, 2))}>
              Báo hết hạn mức, chờ 2 phút
            </button>
          </>
        )}
        <button type="button" className="pill" onClick={() => void wish(() => passHours(25))}>
          Cho 25 giờ trôi qua
        </button>
        <small>
          Đồng hồ thử:{' '}
          {new Intl.DateTimeFormat('vi-VN', { dateStyle: 'short', timeStyle: 'short' }).format(server.now)}
        </small>
      </div>
      <StaffReply {...{ server, open, wish }} />
    </aside>
  );
}

function StaffReply({ server, open, wish }: Omit<Props, 'onClose'>) {
  const [chosen, setChosen] = useState('');
  const [text, setText] = useState('');
  const id = server.citizens.some((citizen) => citizen.id === chosen)
    ? chosen
    : (open.at(-1) ?? server.citizens[0]?.id ?? '');
  const chosenOne = server.citizens.find((citizen) => citizen.id === id);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() !== '' && (await wish(() => act(id, { type: 'staff', text: text.trim() })))) setText('');
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <strong>Trả lời từ hộp thư Facebook</strong>
      <small>Như cán bộ trả lời trong Meta Business Suite, ngoài hệ thống này.</small>
      <select value={id} aria-label="Trả lời ai" onChange={(event) => setChosen(event.target.value)}>
        {server.citizens.map((citizen) => (
          <option key={citizen.id} value={citizen.id}>
            {citizen.name}
          </option>
        ))}
      </select>
      <textarea
        rows={3}
        maxLength={2000}
        value={text}
        aria-label="Lời cán bộ trả lời"
        onChange={(event) => setText(event.target.value)}
      />
      <ThreadDeeds {...{ id, wish }} isTaken={chosenOne?.isTaken === true} />
      <button type="submit" className="primary" disabled={id === '' || text.trim() === ''}>
        Gửi từ hộp thư Facebook
      </button>
      <OtherEvents {...{ id, wish }} />
    </form>
  );
}

/** Who has the thread: what Meta's Conversation Routing calls control. */
function ThreadDeeds({
  id,
  isTaken,
  wish,
}: Pick<Props, 'wish'> & { readonly id: string; readonly isTaken: boolean }) {
  const doing = (deed: 'take' | 'give-back' | 'ask') => () =>
    void wish(() => act(id, { type: 'thread', deed }));
  return (
    <div className="stack">
      {isTaken ? (
        <button type="button" className="pill" disabled={id === ''} onClick={doing('give-back')}>
          Trả cuộc trò chuyện lại cho hệ thống
        </button>
      ) : (
        <>
          <button type="button" className="pill" disabled={id === ''} onClick={doing('take')}>
            Giữ cuộc trò chuyện
          </button>
          <button type="button" className="pill" disabled={id === ''} onClick={doing('ask')}>
            Xin giữ cuộc trò chuyện
          </button>
        </>
      )}
    </div>
  );
}
