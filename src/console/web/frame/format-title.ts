export function formatTitle(waiting: number, page: string | undefined): string {
  const name = page === undefined ? 'Tiếp Nhận' : `${page} – Tiếp Nhận`;
  return waiting > 0 ? `(${waiting}) ${name}` : name;
}
