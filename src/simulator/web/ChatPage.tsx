import { useState } from 'react';
import { CitizenList } from './CitizenList';
import { Column } from './Column';
import { FlaskIcon } from './icons';
import { PagePicture } from './PagePicture';
import { addCitizen } from './server';
import { Switchboard } from './Switchboard';
import { Toast } from './Toast';
import { useChat } from './use-chat';
import { useOpenColumns } from './use-open-columns';

export function ChatPage() {
  const columns = useOpenColumns();
  const { state, toast, dismissToast, wish } = useChat(columns.open);
  const [switchboard, setSwitchboard] = useState(false);
  const { server } = state;
  const citizens = server?.citizens ?? [];
  const open = server ? columns.open.filter((id) => citizens.some((citizen) => citizen.id === id)) : [];
  const add = (name: string): Promise<boolean> => wish(async () => columns.show((await addCitizen(name)).id));

  return (
    <div className={`page ${open.length > 0 ? 'has-open' : ''}`}>
      <header className="top">
        <PagePicture size={40} />
        <div className="top-names">
          <h1>{server?.pageName ?? 'Đang tải…'}</h1>
          <p>Bản chạy thử, không kết nối Facebook</p>
        </div>
        <button
          type="button"
          className="pill"
          aria-expanded={switchboard}
          aria-controls="switchboard"
          onClick={() => setSwitchboard(!switchboard)}
        >
          <FlaskIcon /> <span>Thử nghiệm</span>
        </button>
      </header>
      {!state.connected && (
        <p className="banner" role="alert">
          Mất kết nối với máy chủ. Đang tự kết nối lại…
        </p>
      )}
      <div className="body">
        <CitizenList
          citizens={citizens}
          open={open}
          loading={server === undefined}
          onShow={columns.show}
          onAdd={add}
        />
        <main className="columns" aria-label="Các đoạn chat đang mở">
          {open.map((id) => {
            const citizen = citizens.find((one) => one.id === id);
            if (citizen === undefined || server === undefined) return null;
            return (
              <Column
                key={id}
                {...{ citizen, wish, now: server.now, pageName: server.pageName, menu: server.menu }}
                thread={state.threads[id]}
                typing={state.typing[id] ?? false}
                onClose={() => columns.close(id)}
              />
            );
          })}
          {open.length === 0 && server !== undefined && (
            <p className="empty">
              {citizens.length === 0
                ? 'Xin thêm một người dân ở bên trái để bắt đầu nhắn tin thử với Trang.'
                : 'Chọn một người dân ở bên trái để xem đoạn chat.'}
            </p>
          )}
        </main>
        {switchboard && server !== undefined && (
          <Switchboard {...{ server, open, wish }} onClose={() => setSwitchboard(false)} />
        )}
      </div>
      {toast !== undefined && <Toast text={toast} onClose={dismissToast} />}
    </div>
  );
}
