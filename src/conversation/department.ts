import { z } from 'zod';
import { officeDays } from '../cases/calendar/office-days';
import { roles } from '../cases/case';
import { fold } from '../language/fold';

const text = z.string().trim().min(1);

const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'chỉ dùng chữ thường không dấu, số và gạch nối, ví dụ “van-phong”');
const phone = z.string().regex(/^0\d{9,10}$/, 'số điện thoại bắt đầu bằng 0, viết liền, ví dụ “0912345678”');
const contact = z.strictObject({
  name: text,
  position: text,
  phone,
  /** The role in which this person works with cases; for a tố cáo about this person the whole role is left out … */
  role: z.enum(roles).optional(),
  /** … unless the sign-in names say which accounts are this person's. */
  accounts: z.array(text.toLowerCase()).min(1).optional(),
});

/** It may stand below a denunciation: that word, even in a general sentence, would say of whom it was understood so. */
const commentReply = text
  .max(600, 'câu trả lời bình luận dài quá 600 ký tự')
  .refine((words) => !/(^|\W)to (cao|giac)(\W|$)/.test(fold(words)), {
    message: 'câu trả lời bình luận không được nhắc đến tố cáo; mời công dân nhắn tin riêng cho trang là đủ',
  });

/** The department's own data: people, numbers, places, hours. Templates use it as `{so.…}`. */
export const department = z.strictObject({
  name: text,
  'short-name': text,
  page: z.strictObject({ name: text, url: z.url(), 'managed-by': text }),
  hotlines: z.array(contact).min(1),
  duty: contact,
  reception: z.strictObject({ place: text, address: text }),
  hours: z.strictObject({ office: text, 'out-of-hours': text }),
  /** The page PUBLIC_URL/quyen-rieng-tu; in its texts `{so.…}` is filled in. */
  privacy: z
    .strictObject({ since: text, sections: z.array(z.strictObject({ title: text, text })).min(1) })
    .optional(),
  /** Working days and office hours, for deadlines and for what is said out of hours. */
  calendar: officeDays,
  'privacy-url': z.url(),
  /** What people get in private who wrote a comment under the page's posts that reads like a matter; absent: nothing. */
  'comment-reply': commentReply.optional(),
  /** Hours of an officer's silence after which the bot may speak again. */
  'officer-silence-hours': z.number().positive(),
  /** The same after a person answered in Facebook's own inbox. */
  'facebook-silence-hours': z.number().positive(),
  units: z.array(z.strictObject({ id, name: text })),
  topics: z.array(z.strictObject({ id, title: text })),
  /** Words of the department's own fields: a text with one of them is never another agency's. */
  'own-words': z.array(text).optional(),
  /** Who is competent for what this department is not, how to reach them, and the words that tell of it. */
  'other-agencies': z
    .array(z.strictObject({ id, name: text, call: text, words: z.array(text).min(1) }))
    .optional(),
});
export type Department = z.infer<typeof department>;
