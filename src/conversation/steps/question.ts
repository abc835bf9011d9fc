import { z } from 'zod';

/** A short readable id: lower-case letters without marks, digits, hyphens. */
export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'chỉ dùng chữ thường không dấu, số và gạch nối, ví dụ “noi-dung”');

export const text = z.string().trim().min(1, 'không được để trống');

/** An answer's name, as templates use it. */
export const name = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'chỉ dùng chữ thường không dấu, số, dấu chấm và gạch nối');

/** What every step may have. */
export const common = {
  id,
  /** Where to go afterwards; without it, to the step that follows. */
  next: id.optional(),
  /** The law articles that this step rests on, e.g. "KNLaw Đ8". */
  law: z.array(text).optional(),
};

/** What every question has. */
export const question = {
  ...common,
  type: z.literal('ask'),
  text,
  /** Said when the answer does not fit; then the question is asked again. */
  hint: text,
  /** The line under which officers and the review show the answer; also a button, so short. */
  label: text,
  /** The name under which the answer is kept; without it, the step's id. */
  save: name.optional(),
  /** Offers "Bỏ qua". */
  optional: z.boolean().optional(),
  /** The answer says who the citizen is. */
  identity: z.boolean().optional(),
  /** The answer outlives this intake, such as a consent. */
  keep: z.boolean().optional(),
};
