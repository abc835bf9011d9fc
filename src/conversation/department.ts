import { z } from 'zod';

const text = z.string().trim().min(1);

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);
const phone = z.string().regex(/^0\d{9,10}$/, 'số điện thoại bắt đầu bằng 0, viết liền, ví dụ "0912345678"');
const contact = z.strictObject({ name: text, position: text, phone });

/** The department's own data: people, numbers, places, hours. Templates use it as `{so.…}`. */
export const department = z.strictObject({
  name: text,
  'short-name': text,
  page: z.strictObject({ name: text, url: z.url(), 'managed-by': text }),
  hotlines: z.array(contact).min(1),
  duty: contact,
  reception: z.strictObject({ place: text, address: text }),
  hours: z.strictObject({ office: text, 'out-of-hours': text }),
  'privacy-url': z.url(),
  /** Hours of an officer's silence after which the bot may speak again. */
  'officer-silence-hours': z.number().positive(),
  units: z.array(z.strictObject({ id, name: text })),
  topics: z.array(z.strictObject({ id, title: text })),
});
export type Department = z.infer<typeof department>;
