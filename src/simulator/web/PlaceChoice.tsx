import { useState } from 'react';

const theatre = { lat: 20.85868, long: 106.68227 };

export function PlaceChoice({ onPick }: { readonly onPick: (lat: number, long: number) => void }) {
  const [problem, setProblem] = useState<string>();
  const askDevice = (): void => {
    const refuse = (): void => setProblem('Thiết bị không cho biết vị trí. Xin chọn Nhà hát lớn để thử.');
    if (!('geolocation' in navigator)) return refuse();
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => onPick(coords.latitude, coords.longitude),
      refuse,
      { timeout: 8_000 },
    );
  };
  return (
    <div className="card-buttons">
      <button type="button" onClick={() => onPick(theatre.lat, theatre.long)}>
        Nhà hát lớn Hải Phòng
      </button>
      <button type="button" onClick={askDevice}>
        Vị trí của thiết bị này
      </button>
      {problem !== undefined && <p role="alert">{problem}</p>}
    </div>
  );
}
