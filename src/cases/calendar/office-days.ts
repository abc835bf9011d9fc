import { z } from 'zod';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'giờ viết như "07:30"');
const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'tháng và ngày viết như "04-16"');
const date = z.iso.date('ngày viết như 2026-11-24');

const interval = z
  .strictObject({ from: timeOfDay, to: timeOfDay })
  .refine(({ from, to }) => from < to, 'giờ bắt đầu phải trước giờ kết thúc');

/** When the office is open in one part of the year; one that begins later in the year than it ends goes over New Year. */
const season = z.strictObject({ from: monthDay, to: monthDay, open: z.array(interval).min(1) });

/** A day that is not what its weekday says. One that is not confirmed does not count. */
const day = z.strictObject({
  date,
  /** `swap-work`: a day of the weekend that is worked for a `swap-off`; `closure`: a storm, a move. */
  kind: z.enum(['holiday', 'swap-off', 'swap-work', 'closure']),
  name: z.string().trim().min(1),
  confirmed: z.boolean(),
});

/** When the department works, as its data file says it. */
export const officeDays = z.strictObject({
  seasons: z.array(season).min(1),
  days: z.array(day),
});
export type OfficeDays = z.infer<typeof officeDays>;
