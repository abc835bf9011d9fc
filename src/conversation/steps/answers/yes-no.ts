import { z } from 'zod';
import { matchChoice } from '../../../language/match-choice';
import { parseYesNo } from '../../../language/parse-yes-no';
import type { AnswerType, Option, Turn } from '../../turn';
import { question, text } from '../question';

/**
 * Yes or no, in the many ways people say them.
 *
 * @example
 * id: tiep-tuc
 * type: ask
 * answer: yes-no
 * text: Anh/Chị có muốn gửi thông tin tại đây không?
 * yes: Tiếp tục
 * no: Không gửi
 * hint: Xin bấm “Tiếp tục” hoặc “Không gửi”.
 * label: Gửi tại đây
 */
const schema = z.strictObject({
  ...question,
  answer: z.literal('yes-no'),
  /** The two buttons; without them "Có" and "Không". */
  yes: text.optional(),
  no: text.optional(),
});

type Step = z.infer<typeof schema>;

export const yesNo: AnswerType<Step> & { schema: typeof schema } = {
  schema,
  takesAnyText: false,
  options,
  read: (step, input, turn) => {
    const value =
      input.type === 'tap'
        ? input.payload
        : input.type === 'text'
          ? heard(step, input.text, turn)
          : undefined;
    if (value !== 'co' && value !== 'khong') return { type: 'miss' };
    return { type: 'answer', answer: { type: 'yes-no', yes: value === 'co' } };
  },
};

function options(step: Step, { phrases: { buttons } }: Turn): readonly Option[] {
  return [
    { value: 'co', title: step.yes ?? buttons.yes },
    { value: 'khong', title: step.no ?? buttons.no },
  ];
}

/** "Không đồng ý" holds "đồng ý": the ways of saying no and yes are tried before the buttons' words. */
function heard(step: Step, said: string, turn: Turn): string | undefined {
  const plain = parseYesNo(said);
  if (plain) return plain === 'yes' ? 'co' : 'khong';
  const match = matchChoice(said, options(step, turn));
  return match.type === 'one' ? match.value : undefined;
}
