/** Longer without a sign of life than this, and what the page asks is the page's own doing. */
const stillThere = 2 * 60_000;

/** What an officer does with hand or finger. Nothing that a page causes by itself, such as scrolling or focus. */
const signs = ['pointerdown', 'pointermove', 'wheel', 'keydown', 'touchstart', 'touchmove'] as const;

/**
 * Watches for signs of an officer; opening the page is one.
 * @returns whether nobody is at the page, so that its requests must not keep the officer signed in.
 */
export function watchActivity(
  { now }: { readonly now: () => number },
  target: Pick<EventTarget, 'addEventListener'>,
): () => boolean {
  let last = now();
  const note = (event: Event): void => {
    if (!isOnlyThePageMoving(event)) last = now();
  };
  // In the capture phase, so that it is known before a click asks the server for something.
  for (const sign of signs) target.addEventListener(sign, note, { capture: true, passive: true });
  return () => now() - last >= stillThere;
}

/** Browsers report a resting pointer as moving when a new row slides in under it. */
function isOnlyThePageMoving(event: Event): boolean {
  const { type, movementX, movementY } = event as Event &
    Partial<Pick<PointerEvent, 'movementX' | 'movementY'>>;
  return type === 'pointermove' && movementX === 0 && movementY === 0;
}
