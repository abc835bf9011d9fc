import type { z } from 'zod';
import { Refused } from './problem';

/** Reads what the browser sent by the contract, or refuses it naming the field, never repeating what was in it. */
export function readInput<S extends z.ZodType>(schema: S, input: unknown): z.infer<S> {
  const read = schema.safeParse(input ?? {}, { error: inVietnamese });
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  throw new Refused(400, 'bad-request', issue?.message ?? unreadable);
}

const unreadable = 'Dữ liệu gửi lên không đúng. Xin tải lại trang rồi thử lại.';

/** For the faults that the contract gives no sentence of its own. */
const inVietnamese: z.core.$ZodErrorMap = (issue) => {
  const field = String(issue.path?.at(-1) ?? '').slice(0, 40);
  const named = /^[a-zA-Z]+$/.test(field) ? ` (mục “${field}”)` : '';
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'Yêu cầu có mục mà hệ thống không biết. Xin tải lại trang rồi thử lại.';
    case 'too_big':
      return `Nội dung dài quá giới hạn${named}. Xin rút ngắn lại.`;
    default:
      return `Dữ liệu gửi lên không đúng${named}. Xin kiểm tra rồi thử lại.`;
  }
};
