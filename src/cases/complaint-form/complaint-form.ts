import { countFiles, showAnswer, type Answer } from '../../conversation/answer';
import type { Department } from '../../conversation/department';
import type { Case } from '../case';
import { fill, type FormDocument, type FormParagraph, type FormStyle } from './form-document';
import { plainLine, plainLines } from './plain-lines';

/**
 * The complaint (đơn khiếu nại, Mẫu số 01 of NĐ 124/2020 as amended by NĐ 155/2026) out of what the citizen answered.
 * It asks for all that KNLaw Đ8.2 wants; what he did not say stays a dotted line. The day is left open: it is the day on
 * which he signs, and so is the identity number, which the intake never asks for.
 */
export function complaintForm(
  { code, answers }: Pick<Case, 'code' | 'answers'>,
  department: Pick<Department, 'name'>,
): FormDocument {
  const given = new Map(answers.map(({ id, answer }) => [id, answer]));
  const said = (name: AnswerName): string => sayIt(given.get(name));
  const name = plainLine(said('ho-ten'));
  const phone = plainLine(said('dien-thoai'));
  const against = plainLine(said('doi-tuong'));
  const before = plainLine(said('noi-da-giai-quyet'));
  const files = given.get('tep');

  return {
    title: 'Đơn khiếu nại',
    paragraphs: [
      paragraph('Country', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM'),
      paragraph('Motto', 'Độc lập - Tự do - Hạnh phúc'),
      paragraph('PlaceAndDate', '......................., ngày ....... tháng ....... năm ...........'),
      paragraph('FormTitle', 'ĐƠN KHIẾU NẠI'),
      paragraph('Addressee', `Kính gửi: ${plainLine(department.name)}`),
      line('Họ và tên người khiếu nại', name),
      line('Địa chỉ', plainLine(said('dia-chi'))),
      line('Số căn cước/số định danh cá nhân/hộ chiếu', ''),
      paragraph('Line', 'Ngày cấp: ......./......./........... Nơi cấp: ', fill),
      ...(phone ? [line('Số điện thoại', phone)] : []),
      line(
        'Khiếu nại về việc',
        against && `quyết định hành chính, hành vi hành chính của ${against}`,
        'của ai, về việc gì',
      ),
      line('Địa chỉ của cơ quan, tổ chức, người bị khiếu nại', ''),
      line('Ngày nhận được quyết định, hoặc biết việc bị khiếu nại', plainLine(said('ngay-biet'))),
      ...(before ? [line('Cơ quan đã giải quyết khiếu nại trước đây', before)] : []),
      ...passage('Nội dung và lý do khiếu nại', said('noi-dung'), 6),
      ...passage('Yêu cầu giải quyết', said('yeu-cau'), 3),
      paragraph('Line', 'Tài liệu, chứng cứ kèm theo (nếu có): ', fill),
      blank,
      ...(files?.type === 'files' && files.files.length > 0 ? [sentBefore(files, code)] : []),
      paragraph('Signer', 'NGƯỜI KHIẾU NẠI'),
      paragraph('SignerHint', '(Chữ ký hoặc điểm chỉ)'),
      paragraph('SignerName', ...(name ? [name] : ['Họ và tên: .................................'])),
      paragraph(
        'Footnote',
        `Lập theo Mẫu số 01 ban hành kèm theo Nghị định số 124/2020/NĐ-CP, sửa đổi, bổ sung bởi Nghị định số 155/2026/NĐ-CP, từ thông tin người khiếu nại đã cung cấp (mã hồ sơ ${code}). Xin kiểm tra và bổ sung chỗ còn trống trước khi ký.`,
      ),
    ],
  };
}

/** The answers that the form reads, by the names that the flow khieu-nai gives them. */
type AnswerName =
  | 'ho-ten'
  | 'dia-chi'
  | 'dien-thoai'
  | 'doi-tuong'
  | 'noi-dung'
  | 'ngay-biet'
  | 'yeu-cau'
  | 'noi-da-giai-quyet'
  | 'tep';

const sayIt = (answer: Answer | undefined): string =>
  answer === undefined || answer.type === 'skipped' ? '' : showAnswer(answer);

const paragraph = (style: FormStyle, ...content: FormParagraph['content']): FormParagraph => ({
  style,
  content,
});

const blank = paragraph('Line', fill);

const line = (label: string, value: string, hint?: string): FormParagraph =>
  value
    ? paragraph('Line', `${label}: ${value}`)
    : paragraph('Line', hint ? `${label} (${hint}): ` : `${label}: `, fill);

/** @param room how many lines there are to write on, where nothing was said */
function passage(label: string, text: string, room: number): readonly FormParagraph[] {
  const lines = plainLines(text);
  if (lines.length > 0)
    return [paragraph('Line', `${label}:`), ...lines.map((each) => paragraph('Body', each))];
  return [line(label, ''), ...Array.from({ length: room - 1 }, () => blank)];
}

const sentBefore = (files: Extract<Answer, { type: 'files' }>, code: string): FormParagraph =>
  paragraph('Line', `Đã gửi qua tin nhắn, theo mã hồ sơ ${code}: ${countFiles({ ...files, remarks: [] })}.`);
