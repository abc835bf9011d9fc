import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';

type Props = { readonly words: string | undefined; readonly onSearch: (words: string | undefined) => void };

const pause = 350;

/** Searches when the typing pauses, at once on Enter. */
export function SearchBox({ words = '', onSearch }: Props) {
  const [typed, setTyped] = useState(words);
  const search = useRef(onSearch);
  useEffect(() => {
    search.current = onSearch;
  });
  // The address changed by other means (back, a cleared filter); what is being typed stays as it is.
  useEffect(() => setTyped((now) => (now.trim() === words ? now : words)), [words]);
  const wanted = typed.trim();
  useEffect(() => {
    if (wanted === words) return undefined;
    const timer = window.setTimeout(() => search.current(wanted === '' ? undefined : wanted), pause);
    return () => window.clearTimeout(timer);
    // Not on `words`: going back must not search again for what was typed before.
  }, [wanted]);
  return (
    <Input
      className="search-box"
      aria-label="Tìm hồ sơ"
      placeholder="Tìm theo mã hoặc nội dung"
      prefix={<SearchOutlined aria-hidden />}
      allowClear
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={() => onSearch(wanted === '' ? undefined : wanted)}
    />
  );
}
