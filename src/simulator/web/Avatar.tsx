/** The last word of a Vietnamese name is the one people are called by. */
export function Avatar({ id, name }: { readonly id: string; readonly name: string }) {
  const initial = name.trim().split(/\s+/).at(-1)?.[0]?.toUpperCase() ?? '?';
  return (
    <span className={`avatar colour-${Number(id.slice(1)) % 8}`} aria-hidden="true">
      {initial}
    </span>
  );
}
