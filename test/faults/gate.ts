/**
 * Lets in as many at once as there is room for, in the order in which they came.
 * @returns how to ask for a part of the room; it resolves with how to give it back
 */
export function gate(room: number): (part: number) => Promise<() => void> {
  const waiting: { readonly part: number; readonly enter: () => void }[] = [];
  let free = room;
  const next = (): void => {
    for (let first = waiting[0]; first && first.part <= free; first = waiting[0]) {
      waiting.shift();
      free -= first.part;
      first.enter();
    }
  };
  return (asked) => {
    // More than there is at all is let in alone.
    const part = Math.min(asked, room);
    return new Promise((resolve) => {
      const leave = (): void => {
        free += part;
        next();
      };
      waiting.push({ part, enter: () => resolve(leave) });
      next();
    });
  };
}
