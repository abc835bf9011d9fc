import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';
import type { MessageView } from '../chat-contract';

const nearPx = 80;

/** Keeps the end of the thread in view while pictures load and the window changes, unless the person has scrolled up to read. */
export function useStickyEnd(last: MessageView | undefined): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let size = '';
    const sizeNow = (): string => `${element.scrollHeight} in ${element.clientHeight}`;
    const toEnd = (): void => {
      size = sizeNow();
      if (atEnd.current) element.scrollTop = element.scrollHeight;
    };
    const onScroll = (): void => {
      // A message or a row of chips moves the end away by itself; whoever scrolls up does so in a box that stands still.
      if (atEnd.current && size !== sizeNow()) return;
      atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearPx;
    };
    const observer = new ResizeObserver(toEnd);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, []);
  // One's own message is always shown.
  useLayoutEffect(() => {
    if (last?.from !== 'citizen' || box.current === null) return;
    atEnd.current = true;
    box.current.scrollTop = box.current.scrollHeight;
  }, [last?.mid, last?.from]);
  return box;
}
