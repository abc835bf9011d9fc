import { useEffect, useState } from 'react';

const mostColumns = 3;

export type OpenColumns = {
  readonly open: readonly string[];
  /** In place of the last column, or beside it. */
  readonly show: (id: string, beside?: boolean) => void;
  readonly close: (id: string) => void;
};

/** Which chats stand side by side; kept in the address (`#c1,c2`), so that reloading shows the same. */
export function useOpenColumns(): OpenColumns {
  const [open, setOpen] = useState<readonly string[]>(fromAddress);
  useEffect(() => {
    const follow = (): void => setOpen(fromAddress());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  const change = (next: readonly string[]): void => {
    setOpen(next);
    window.history.replaceState(null, '', next.length > 0 ? `#${next.join(',')}` : window.location.pathname);
  };
  return {
    open,
    show(id, beside = false) {
      if (open.includes(id)) return change([...open.filter((other) => other !== id), id]);
      change(beside ? [...open, id].slice(-mostColumns) : [...open.slice(0, -1), id]);
    },
    close: (id) => change(open.filter((other) => other !== id)),
  };
}

function fromAddress(): readonly string[] {
  const ids = window.location.hash.slice(1).split(',');
  return [...new Set(ids.filter((id) => /^c\d+$/.test(id)))].slice(0, mostColumns);
}
