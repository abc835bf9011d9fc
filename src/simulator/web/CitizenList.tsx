import { useState, type FormEvent } from 'react';
import type { StateView } from '../chat-contract';
import { Avatar } from './Avatar';
import { ColumnsIcon, PlusIcon } from './icons';
import { preview } from './thread-rows';

type Props = {
  readonly citizens: StateView['citizens'];
  readonly open: readonly string[];
  readonly loading: boolean;
  readonly onShow: (id: string, beside?: boolean) => void;
  readonly onAdd: (name: string) => Promise<boolean>;
};

export function CitizenList({ citizens, open, loading, onShow, onAdd }: Props) {
  const [name, setName] = useState('');
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await onAdd(name.trim())) setName('');
  };
  const latestFirst = [...citizens].reverse().sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0));
  return (
    <nav className="list" aria-label="Người dân">
      <form onSubmit={(event) => void submit(event)} className="add">
        <input
          value={name}
          maxLength={80}
          placeholder="Tên người dân mới"
          aria-label="Tên người dân mới"
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="round" aria-label="Thêm người dân" title="Thêm người dân">
          <PlusIcon />
        </button>
      </form>
      <ul>
        {latestFirst.map(({ id, name: who, last, unread }) => (
          <li key={id} className={open.includes(id) ? 'row open' : 'row'}>
            <button
              type="button"
              className="row-main"
              aria-current={open.includes(id)}
              data-testid="citizen"
              onClick={() => onShow(id)}
            >
              <Avatar id={id} name={who} />
              <span className="row-text">
                <strong>{who}</strong>
                <small className={unread > 0 ? 'unread' : ''}>{preview(last)}</small>
              </span>
              {unread > 0 && (
                <span className="badge" aria-label={`${unread} tin chưa đọc`}>
                  {unread}
                </span>
              )}
            </button>
            {!open.includes(id) && open.length > 0 && (
              <button
                type="button"
                className="icon-button beside"
                aria-label={`Mở bên cạnh: ${who}`}
                title="Mở bên cạnh"
                onClick={() => onShow(id, true)}
              >
                <ColumnsIcon />
              </button>
            )}
          </li>
        ))}
      </ul>
      {citizens.length === 0 && !loading && (
        <p className="empty small">Chưa có người dân nào. Nhập tên rồi bấm dấu cộng.</p>
      )}
    </nav>
  );
}
