import { z } from 'zod';
import type { OwnCase } from '../conversation';
import type { Effect } from '../effects';
import type { StepType, Turn } from '../turn';
import { common, id, text } from './question';

/**
 * Sends a form as a file, filled in with what the citizen told in his case of that kind: the one just opened, else his
 * newest. `failed` is said if Messenger will not take the file.
 *
 * @example
 * id: gui-mau-don
 * type: send-form
 * form: khieu-nai
 * text: Hệ thống gửi Anh/Chị mẫu đơn đã điền sẵn. Xin kiểm tra, in, ký tên rồi nộp.
 * failed: Hệ thống chưa gửi được tệp. Anh/Chị có thể nhận mẫu đơn tại {so.noi-tiep}.
 * missing: chua-co-ho-so
 */
const schema = z.strictObject({
  ...common,
  type: z.literal('send-form'),
  /** Of a tố cáo there is none: its file would lie open in the chat. */
  form: z.enum(['khieu-nai']),
  text,
  failed: text,
  /** Where to go when the citizen has no such case. */
  missing: id,
});

export const sendForm: StepType<z.infer<typeof schema>> & { schema: typeof schema } = {
  schema,
  enter: (step, turn) => {
    const about = caseOf(step.form, turn);
    if (!about) return { then: { type: 'step', step: step.missing } };
    const failed = turn.say(step.failed);
    const form: Effect = {
      type: 'send-form',
      caseId: about.id,
      code: about.code,
      confidential: turn.confidential,
      ...(failed.type === 'send' && { failed }),
    };
    return { then: { type: 'next' }, effects: [turn.say(step.text), form] };
  },
};

function caseOf(kind: OwnCase['kind'], { conversation, answers }: Turn): OwnCase | undefined {
  const code = answers['ho-so.ma'];
  const own = conversation.cases.filter((one) => one.kind === kind);
  return own.find((one) => code?.type === 'text' && one.code === code.text) ?? own.at(-1);
}
