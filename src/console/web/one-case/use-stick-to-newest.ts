import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** So near to the bottom, a reader counts as being at it. */
const near = 48;

/**
 * Keeps a scrolled box at its newest line, until the reader scrolls up; then it stands still, also when older lines
 * are put in above. `unseen`: something new came below while it stood still.
 */
export function useStickToNewest(
  oldest: string | undefined,
  newest: string | undefined,
): {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly content: RefObject<HTMLDivElement | null>;
  readonly unseen: boolean;
  readonly onScroll: () => void;
  readonly toNewest: () => void;
} {
  const box = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const shown = useRef({ oldest, newest, height: 0 });
  const [unseen, setUnseen] = useState(false);

  const toNewest = useCallback(() => {
    stuck.current = true;
    setUnseen(false);
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, []);

  const onScroll = (): void => {
    const at = box.current;
    // A box in a hidden tab has no height and scrolls nowhere.
    if (at === null || at.clientHeight === 0) return;
    stuck.current = at.scrollHeight - at.scrollTop - at.clientHeight < near;
    if (stuck.current) setUnseen(false);
  };

  useLayoutEffect(() => {
    const at = box.current;
    if (at === null) return;
    const before = shown.current;
    if (stuck.current) at.scrollTop = at.scrollHeight;
    else if (before.oldest !== oldest) at.scrollTop += at.scrollHeight - before.height;
    else if (before.newest !== newest) setUnseen(true);
    shown.current = { oldest, newest, height: at.scrollHeight };
  }, [oldest, newest]);

  useEffect(() => {
    const at = box.current;
    const lines = content.current;
    if (at === null || lines === null) return undefined;
    // The composer grows, an image arrives, a hidden tab is shown.
    const watch = new ResizeObserver(() => {
      if (stuck.current) at.scrollTop = at.scrollHeight;
      shown.current = { ...shown.current, height: at.scrollHeight };
    });
    watch.observe(at);
    watch.observe(lines);
    return () => watch.disconnect();
  }, []);

  return { box, content, unseen, onScroll, toNewest };
}
