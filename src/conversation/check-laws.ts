import { findingIn, type Finding, type FlowIn } from './finding';
import { laws } from './laws';

/** "KNLaw Đ8", "TCDLaw Đ28.1", "NĐ124/2020 Đ3a", "NĐ20/2008 Đ9.1.d" */
const REFERENCE = /^(.+) Đ(\d+)([a-z]?)(?:\.[a-zđ\d]+)*$/u;

/** Law references that name no law, an article that it does not have, or a law that is out of force. */
export const checkLaws = (flows: readonly FlowIn[]): Finding[] =>
  flows.flatMap((in_) =>
    in_.flow.steps.flatMap((step) =>
      (step.law ?? []).flatMap((reference) =>
        faultsOf(reference).map(({ what, mend }) => findingIn(in_, step.id, what, mend)),
      ),
    ),
  );

function faultsOf(reference: string): readonly Pick<Finding, 'what' | 'mend'>[] {
  const [, name = '', digits = '', letter = ''] = REFERENCE.exec(reference.normalize('NFC')) ?? [];
  const fault = (what: string, mend: string) => [{ what: `căn cứ pháp luật “${reference}” ${what}`, mend }];
  if (name === '')
    return fault('viết chưa đúng dạng', 'ghi tên tắt của luật và điều, như “KNLaw Đ8” hoặc “TCDLaw Đ28.1”');
  const law = laws[name];
  if (!law)
    return fault('nêu một văn bản hệ thống không biết', `dùng một trong: ${Object.keys(laws).join(', ')}`);
  if (law.replacedBy)
    return fault(
      `đã hết hiệu lực (${law.title})`,
      `tìm điều tương ứng của ${law.replacedBy} đang có hiệu lực`,
    );
  const article = Number(digits);
  const isThere =
    letter === ''
      ? article >= 1 && article <= (law.articles ?? Infinity)
      : law.added?.includes(`${article}${letter}`) === true;
  if (isThere) return [];
  return fault(`nêu một điều mà ${law.title} không có`, 'sửa lại số điều');
}
