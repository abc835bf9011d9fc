import type { FormRule } from 'antd';
import type { z } from 'zod';

/** Checks a form's field by the contract's own schema, in the contract's own words. */
export function schemaRule(schema: z.ZodType): FormRule {
  return {
    validator: async (_rule, value: unknown) => {
      const checked = schema.safeParse(value ?? '');
      if (!checked.success) throw new Error(checked.error.issues[0]?.message ?? 'Nội dung này chưa hợp lệ.');
    },
  };
}
