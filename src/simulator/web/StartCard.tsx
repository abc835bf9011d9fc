import type { Menu } from '../chat-contract';
import { PagePicture } from './PagePicture';

type Props = {
  readonly menu: Menu;
  readonly pageName: string;
  readonly onTap: (title: string, payload: string) => void;
};

export function StartCard({ menu, pageName, onTap }: Props) {
  return (
    <div className="start">
      <PagePicture size={72} />
      <strong>{pageName}</strong>
      <small>Cơ quan nhà nước</small>
      {menu.greeting !== undefined && <p>{menu.greeting}</p>}
      {menu.iceBreakers.map(({ question, payload }) => (
        <button
          type="button"
          key={payload + question}
          className="chip"
          onClick={() => onTap(question, payload)}
        >
          {question}
        </button>
      ))}
      <button
        type="button"
        className="primary"
        data-testid="get-started"
        onClick={() => onTap('Bắt đầu', menu.getStarted)}
      >
        Bắt đầu
      </button>
    </div>
  );
}
