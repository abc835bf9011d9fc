import { z } from 'zod';
import { parseYesNo } from '../../../language/parse-yes-no';
import { sameMessage } from '../../../language/same-message';
import { countFiles, type Answer } from '../../answer';
import type { AnswerType, Reading, Turn } from '../../turn';
import { question } from '../question';

/**
 * Photos, videos, voice, documents, locations, over several messages, until "Đã đủ". Words are kept as remarks.
 *
 * @example
 * id: tep
 * type: ask
 * answer: files
 * text: Anh/Chị có ảnh, video hoặc tài liệu liên quan không?
 * hint: Xin gửi ảnh, hoặc bấm “Bỏ qua” nếu không có.
 * label: Tệp kèm theo
 * most: 10
 * optional: true
 */
const schema = z.strictObject({
  ...question,
  answer: z.literal('files'),
  /** How many are taken before the question closes by itself. */
  most: z.number().int().positive().optional(),
});

type Step = z.infer<typeof schema>;
type Files = Extract<Answer, { type: 'files' }>;

const ENOUGH = 'du';
/** What comes after is in the transcript all the same. */
const MOST_REMARKS = 50;

export const files: AnswerType<Step> & { schema: typeof schema } = {
  schema,
  takesAnyText: true,
  options: (step, turn) =>
    isEmpty(soFar(step, turn))
      ? []
      : [{ value: ENOUGH, title: turn.phrases.buttons.enough, also: ['xong', 'hết rồi', 'đủ'] }],
  read: (step, input, turn) => {
    const before = soFar(step, turn);
    // Before anything has come it was said to the question before: only "bỏ qua" passes this one over.
    const enough = (): Reading => (isEmpty(before) ? { type: 'miss' } : { type: 'answer', answer: before });
    if (input.type === 'tap') return input.payload === ENOUGH ? enough() : { type: 'miss' };
    if (input.type === 'wordless') return { type: 'miss' };
    if (input.type === 'text') {
      if (isEnough(input.text, turn)) return enough();
      // "Anh/Chị có ảnh không?" is answered with "không có" as often as with the button.
      const plain = parseYesNo(input.text);
      if (plain === 'yes') return { type: 'miss' };
      if (plain === 'no')
        return step.optional && isEmpty(before) ? { type: 'answer', answer: { type: 'skipped' } } : enough();
      return more(turn, {
        ...before,
        remarks: [...before.remarks, input.text.trim()].slice(0, MOST_REMARKS),
      });
    }
    const remarks = input.text ? [...before.remarks, input.text.trim()] : before.remarks;
    const answer: Files = { type: 'files', files: [...before.files, ...input.files], remarks };
    return answer.files.length >= (step.most ?? Infinity) ? { type: 'answer', answer } : more(turn, answer);
  },
};

const soFar = (step: Step, turn: Turn): Files => {
  const given = turn.answers[step.save ?? step.id];
  return given?.type === 'files' ? given : { type: 'files', files: [], remarks: [] };
};

const more = (turn: Turn, answer: Files) =>
  ({
    type: 'more',
    answer,
    text: turn.phrases['more-files'],
    with: { 'so-tep': countFiles(answer) },
  }) as const;

const isEmpty = ({ files: kept, remarks }: Files) => kept.length + remarks.length === 0;

const isEnough = (said: string, turn: Turn) =>
  [turn.phrases.buttons.enough, 'xong', 'hết rồi', 'đủ', 'đủ rồi', 'hết'].some((word) =>
    sameMessage(said, word),
  );
