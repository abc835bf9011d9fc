import { z } from 'zod';
import { parsePlace } from '../../../language/parse-place';
import { wards } from '../../../language/wards';
import type { AnswerType } from '../../turn';
import { question } from '../question';

/**
 * An address in the citizen's own words, or a shared location; the ward is added where only one fits.
 *
 * @example
 * id: noi-xay-ra
 * type: ask
 * answer: place
 * text: Sự việc xảy ra ở đâu?
 * hint: Xin ghi nơi xảy ra, ví dụ “tổ 5, phường Gia Viên”.
 * label: Nơi xảy ra
 * optional: true
 */
const schema = z.strictObject({ ...question, answer: z.literal('place') });

export const place: AnswerType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  takesAnyText: true,
  read: (_step, input) => {
    if (input.type === 'files') {
      const location = input.files.find(({ type }) => type === 'location');
      if (location?.name) return { type: 'answer', answer: { type: 'place', text: location.name } };
    }
    const said = input.type === 'text' ? input.text.trim() : '';
    if (!/[\p{L}\p{N}]/u.test(said)) return { type: 'miss' };
    const { text, ward } = parsePlace(said, wards);
    return {
      type: 'answer',
      answer: { type: 'place', text, ...(ward && { ward: { code: ward.code, name: ward.name } }) },
    };
  },
};
