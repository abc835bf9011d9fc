/** Viet Nam keeps UTC+7 all year, so plain arithmetic is exact. */
const OFFSET_MS = 7 * 3_600_000;

const local = (at: number) => new Date(at + OFFSET_MS).toISOString();

/** HH:mm in Viet Nam. */
export const showTime = (at: number): string => local(at).slice(11, 16);

/** dd/MM/yyyy in Viet Nam. */
export const showDate = (at: number): string => {
  const iso = local(at);
  return `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;
};
